package io.github.ropelab.experiments.soundness;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.Trace;
import io.github.ropelab.core.Uniform;
import io.github.ropelab.core.analysis.soundness.Promise;
import io.github.ropelab.core.analysis.soundness.Subject;
import io.github.ropelab.core.analysis.soundness.TableModification;
import io.github.ropelab.core.analysis.soundness.Trial;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.NumberFormat;
import io.github.ropelab.model.config.RopeSetup;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import io.github.ropelab.model.tensor.NpyFile;
import io.github.ropelab.model.tensor.NumberArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A folder with the tables that an engine rotates by: {@code cos.npy} and {@code sin.npy}, [T, pairs] or [T, rotary dim],
 * leading axes of size 1 allowed; {@code positions.npy} [T], consecutive, where they do not begin at 0; {@code inv_freq.npy}
 * [pairs], the frequencies that the engine declares, where no config does.
 */
public final class TableFolder {
    /** Fewer rows have no two shifts of any gap. */
    private static final int FEWEST_ROWS = 8;

    private final Path folder;
    private final double[] cos;
    private final double[] sin;
    private final int tokens;
    private final int columns;
    private final int first;
    private final Optional<FrequencySchedule> declared;

    private TableFolder(
            Path folder, Plane cos, double[] sin, int first, Optional<FrequencySchedule> declaredFrequencies) {
        this.folder = folder;
        this.cos = cos.values;
        this.sin = sin;
        this.tokens = cos.rows;
        this.columns = cos.columns;
        this.first = first;
        this.declared = declaredFrequencies;
    }

    /** A two-dimensional array. */
    private record Plane(int rows, int columns, double[] values) {}

    /**
     * Reads the folder.
     *
     * @throws InvalidInput if a file is missing, unreadable, or of a shape that fits no other
     */
    public static TableFolder read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidInput(folder.toString(), Problem.of("", "", "be a folder with cos.npy and sin.npy"));
        }
        Plane cos = plane(folder.resolve("cos.npy"));
        Plane sin = plane(folder.resolve("sin.npy"));
        check(
                folder.resolve("sin.npy"),
                sin.rows == cos.rows && sin.columns == cos.columns,
                "[" + sin.rows + ", " + sin.columns + "]",
                "have the shape of cos.npy, [" + cos.rows + ", " + cos.columns + "]");
        return new TableFolder(folder, cos, sin.values, firstPosition(folder, cos.rows), frequencies(folder));
    }

    private static Plane plane(Path file) {
        NumberArray array = NpyFile.read(file);
        List<Integer> shape = new ArrayList<>(array.shape());
        while (shape.size() > 2 && shape.get(0) == 1) {
            shape.remove(0);
        }
        check(file, shape.size() == 2 && shape.get(1) >= 1, array.shapeText(), "be [T, pairs] or [T, rotary dim]");
        check(
                file,
                shape.get(0) >= FEWEST_ROWS,
                array.shapeText(),
                "hold at least " + FEWEST_ROWS + " rows: fixed gaps are compared at several shifts");
        return new Plane(shape.get(0), shape.get(1), array.values());
    }

    private static int firstPosition(Path folder, int rows) {
        Path file = folder.resolve("positions.npy");
        if (!Files.exists(file)) {
            return 0;
        }
        NumberArray array = NpyFile.read(file);
        double[] positions = array.values();
        check(file, positions.length == rows, array.shapeText(), "hold a position for each of the " + rows + " rows");
        check(
                file,
                positions[0] >= 0 && positions[0] == Math.rint(positions[0]) && positions[0] < Integer.MAX_VALUE - rows,
                positions[0],
                "begin with a whole number, 0 or above");
        for (int t = 1; t < rows; t++) {
            check(
                    file,
                    positions[t] == positions[t - 1] + 1,
                    positions[t - 1] + ", " + positions[t],
                    "rise by 1 from row to row: neighbours and fixed gaps are compared");
        }
        return (int) positions[0];
    }

    private static Optional<FrequencySchedule> frequencies(Path folder) {
        Path file = folder.resolve("inv_freq.npy");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        NumberArray array = NpyFile.read(file);
        check(file, array.shape().size() == 1, array.shapeText(), "be one axis, [pairs]");
        try {
            return Optional.of(FrequencySchedule.of(array.values()));
        } catch (InvalidParameter e) {
            throw new InvalidInput(file.toString(), Problem.of("", e));
        }
    }

    private static void check(Path file, boolean holds, Object value, String rule) {
        if (!holds) {
            throw new InvalidInput(file.toString(), Problem.of("", value, rule));
        }
    }

    /** Rows. */
    public int tokens() {
        return tokens;
    }

    /** Where the rows begin and end. */
    public Trial trial(Subject subject) {
        return Trial.of(subject.modification().geometry(), first, tokens);
    }

    /** The precision that entries show: the coarsest format that holds all of them. */
    public Arithmetic arithmetic() {
        return Arithmetic.of(NumberFormat.narrowest(cos, sin));
    }

    /** The rotary width that the tables show: columns that repeat are components, others pairs. */
    public int rotaryDim() {
        return repeats(Pairing.HALF_SPLIT) || repeats(Pairing.INTERLEAVED) ? columns : 2 * columns;
    }

    /** Whether both components of every pair have the same entries, but for signs. */
    private boolean repeats(Pairing pairing) {
        if (columns % 2 == 1) {
            return false;
        }
        for (int t = 0; t < tokens; t++) {
            for (int i = 0; i < columns / 2; i++) {
                int a = t * columns + pairing.first(i, columns);
                int b = t * columns + pairing.second(i, columns);
                if (Math.abs(cos[a]) != Math.abs(cos[b]) || Math.abs(sin[a]) != Math.abs(sin[b])) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The tables against a declared setup. */
    public Subject against(RopeSetup setup, Arithmetic arithmetic) {
        Promise promise = Promise.of(setup.strategy(), setup.context(), arithmetic);
        PositionEncoding encoding = promise.encoding().orElseThrow();
        InvalidParameter.require(
                encoding.positions() instanceof Uniform && encoding.radial().isNone(),
                "--tables",
                folder,
                "be declared by a strategy with one table for queries and keys, which "
                        + setup.strategy().type().id() + " has not");
        return Subject.of(
                modification(setup.context().geometry()),
                setup.trainedKnown() ? promise : promise.withoutTrainedLength());
    }

    /**
     * The tables alone: the amplitude is that of their first entry, and frequencies are declared by inv_freq.npy or by
     * nothing.
     */
    public Subject alone(Pairing pairing, OptionalInt rotaryDim, Arithmetic arithmetic) {
        RotaryGeometry geometry = RotaryGeometry.full(rotaryDim.orElse(rotaryDim()), pairing);
        double amplitude = StrictMath.hypot(cos[0], sin[0]);
        InvalidParameter.require(
                amplitude > 0 && amplitude < Double.POSITIVE_INFINITY,
                "cos.npy",
                amplitude,
                "begin with a finite entry above 0: it gives the amplitude where no strategy declares it");
        Promise promise = Promise.rotation(amplitude, arithmetic);
        if (declared.isEmpty()) {
            return Subject.of(modification(geometry), promise);
        }
        int pairs = declared.get().pairs();
        if (pairs != geometry.pairs()) {
            throw new InvalidInput(
                    folder.resolve("inv_freq.npy").toString(),
                    Problem.of(
                            "", "[" + pairs + "]", "hold a frequency for each of the " + geometry.pairs() + " pairs"));
        }
        return Subject.of(
                modification(geometry),
                promise.withEncoding(PositionEncoding.ofFrequencies(declared.get(), amplitude, Trace.none())));
    }

    private TableModification modification(RotaryGeometry geometry) {
        if (columns == geometry.rotaryDim()) {
            return new TableModification(geometry, first, cos, sin);
        }
        if (columns == geometry.pairs()) {
            return TableModification.ofPairs(geometry, first, cos, sin);
        }
        throw new InvalidInput(
                folder.resolve("cos.npy").toString(),
                Problem.of(
                        "last axis",
                        columns,
                        "be the number of pairs (" + geometry.pairs() + ") or the rotary width (" + geometry.rotaryDim()
                                + ") of the setup"));
    }
}
