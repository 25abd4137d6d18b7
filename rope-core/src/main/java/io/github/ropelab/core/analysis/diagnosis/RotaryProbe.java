package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Asks the functions of an engine on the JVM for their rotation: at positions that suffice as evidence, with vectors that
 * are the same in every run. Immutable: each method gives another probe.
 *
 * <pre>{@code
 * Diagnosis found = RotaryProbe.of(declaration).vectors(engine::rotate).diagnose();
 * }</pre>
 *
 * <p>Component k of all vectors, counted through, is {@code (1 + sin(k·√2)/2) · sgn(sin(k·√3))}, rounded to float32: its size
 * stays between 1/2 and 3/2, so that no pair is too short to show its angle.
 */
public final class RotaryProbe {
    private static final int HEADS = 2;
    private static final double SIZES = StrictMath.sqrt(2);
    private static final double SIGNS = StrictMath.sqrt(3);

    /** Rotates the vector of one head; may change its argument. */
    @FunctionalInterface
    public interface Rotation {
        /** The rotated vector [headDim]. */
        double[] rotate(double[] vector, int position);
    }

    /** Rotates the vector of one head in float32; may change its argument. */
    @FunctionalInterface
    public interface FloatRotation {
        /** The rotated vector [headDim]. */
        float[] rotate(float[] vector, int position);
    }

    private final Declaration declaration;
    private final int[] positions;
    private final Optional<Rotation> queries;
    private final Optional<Rotation> keys;
    private final Optional<IntFunction<double[]>> cos;
    private final Optional<IntFunction<double[]>> sin;

    private RotaryProbe(
            Declaration declaration,
            int[] positions,
            Optional<Rotation> queries,
            Optional<Rotation> keys,
            Optional<IntFunction<double[]>> cos,
            Optional<IntFunction<double[]>> sin) {
        this.declaration = declaration;
        this.positions = positions;
        this.queries = queries;
        this.keys = keys;
        this.cos = cos;
        this.sin = sin;
    }

    /** A probe at the positions that the declared lengths ask for; see {@link EvidencePositions}. */
    public static RotaryProbe of(Declaration declaration) {
        Lengths lengths = declaration.setting().context().lengths();
        return new RotaryProbe(
                declaration,
                EvidencePositions.of(lengths),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Asks at these positions instead, in this order. */
    public RotaryProbe at(int... chosen) {
        InvalidParameter.require(chosen.length > 0, "positions", "none", "hold a position");
        return new RotaryProbe(declaration, chosen.clone(), queries, keys, cos, sin);
    }

    /** Asks below this position only, as for a table that ends there. */
    public RotaryProbe below(int end) {
        InvalidParameter.require(end >= 1, "positions", end, "end above 0");
        return at(EvidencePositions.of(declaration.setting().context().lengths(), end));
    }

    /** Queries and keys are rotated alike. */
    public RotaryProbe vectors(Rotation rotation) {
        return vectors(rotation, rotation);
    }

    /** Queries and keys have their own functions. */
    public RotaryProbe vectors(Rotation forQueries, Rotation forKeys) {
        return new RotaryProbe(declaration, positions, Optional.of(forQueries), Optional.of(forKeys), cos, sin);
    }

    /** Queries and keys are rotated alike, in float32. */
    public RotaryProbe floats(FloatRotation rotation) {
        return vectors(wide(rotation));
    }

    /** Queries and keys have their own functions, in float32. */
    public RotaryProbe floats(FloatRotation forQueries, FloatRotation forKeys) {
        return vectors(wide(forQueries), wide(forKeys));
    }

    /**
     * Tables are read, too.
     *
     * @param cosines cosines at a position: a value per pair, or each twice
     * @param sines alike
     */
    public RotaryProbe tables(IntFunction<double[]> cosines, IntFunction<double[]> sines) {
        return new RotaryProbe(declaration, positions, queries, keys, Optional.of(cosines), Optional.of(sines));
    }

    /**
     * What the functions answer.
     *
     * @throws InvalidParameter if there are none, or one gives vectors of another length
     */
    public RotationDump dump() {
        double[][] declared = {new double[positions.length]};
        for (int t = 0; t < positions.length; t++) {
            declared[0][t] = positions[t];
        }
        Optional<DumpedTable> table = cos.map(
                cosines -> new DumpedTable(positions.length, rows("cos", cosines), rows("sin", sin.orElseThrow())));
        List<DumpedVectors> vectors = new ArrayList<>();
        queries.ifPresent(rotation -> vectors.add(asked("queries", rotation, 0)));
        keys.ifPresent(rotation -> vectors.add(asked("keys", rotation, 1)));
        return new RotationDump(declared, table, Optional.empty(), vectors);
    }

    /** What they apply, against the declaration. */
    public Diagnosis diagnose() {
        return Diagnoser.diagnose(dump(), declaration);
    }

    private double[] rows(String name, IntFunction<double[]> function) {
        double[] all = new double[0];
        for (int t = 0; t < positions.length; t++) {
            double[] row = function.apply(positions[t]);
            if (t == 0) {
                all = new double[Math.multiplyExact(positions.length, row.length)];
            }
            requireLength(name, row.length, all.length / positions.length, positions[t]);
            System.arraycopy(row, 0, all, t * row.length, row.length);
        }
        return all;
    }

    private DumpedVectors asked(String name, Rotation rotation, int side) {
        int width = declaration.setting().context().geometry().headDim();
        double[] in = new double[positions.length * HEADS * width];
        double[] out = new double[in.length];
        for (int slot = 0; slot < positions.length * HEADS; slot++) {
            int at = slot * width;
            double[] vector = new double[width];
            for (int j = 0; j < width; j++) {
                vector[j] = component((long) side * in.length + at + j);
            }
            System.arraycopy(vector, 0, in, at, width);
            double[] rotated = rotation.rotate(vector, positions[slot / HEADS]);
            requireLength(name, rotated.length, width, positions[slot / HEADS]);
            System.arraycopy(rotated, 0, out, at, width);
        }
        return new DumpedVectors(name, positions.length, HEADS, in, out);
    }

    private static double component(long k) {
        double size = 1 + StrictMath.sin(k * SIZES) / 2;
        return (float) (StrictMath.sin(k * SIGNS) < 0 ? -size : size);
    }

    private static void requireLength(String name, int found, int wanted, int position) {
        InvalidParameter.require(
                found == wanted, name, found + " values at position " + position, "have " + wanted + " values");
    }

    private static Rotation wide(FloatRotation rotation) {
        return (vector, position) -> {
            float[] narrow = new float[vector.length];
            for (int j = 0; j < narrow.length; j++) {
                narrow[j] = (float) vector[j];
            }
            float[] rotated = rotation.rotate(narrow, position);
            double[] wide = new double[rotated.length];
            for (int j = 0; j < wide.length; j++) {
                wide[j] = rotated[j];
            }
            return wide;
        };
    }
}
