package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.AXIS;
import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.LAYOUT;
import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.PARTIAL_ROTARY;
import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.POSITIONS;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RotaryGeometry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Vectors before and after rotation: first which components form pairs, then what turns them. */
final class VectorInspection {
    private static final int SCANNED_ROWS = 256;

    private final DumpedVectors vectors;
    private final double[][] positions;
    private final Declaration declaration;
    private final boolean keys;
    private final RotaryGeometry geometry;

    private VectorInspection(DumpedVectors vectors, double[][] positions, Declaration declaration) {
        this.vectors = vectors;
        this.positions = positions;
        this.declaration = declaration;
        this.keys = vectors.name().equals("keys");
        this.geometry = declaration.setting().context().geometry();
    }

    /**
     * What was found.
     *
     * @param inspection of the rotation
     * @param chords whether errors are chords: the declared pairs do not rotate
     * @param amplitude that errors are measured at
     * @param written where the components of the declared pairs stand after rotation
     */
    record Found(Inspection inspection, boolean chords, double amplitude, PairChoice written) {}

    private Found found(Inspection inspection, boolean chords) {
        double measured = inspection.magnitude().observed();
        boolean usable = inspection.magnitude().flat() && measured > 0;
        return new Found(
                inspection,
                chords,
                usable ? measured : declaration.encoding().attention().amplitude(),
                PairChoice.of(geometry));
    }

    static Found of(DumpedVectors vectors, double[][] positions, Declaration declaration) {
        return new VectorInspection(vectors, positions, declaration).inspect();
    }

    private Found inspect() {
        DumpedVectors few = vectors.rows() <= SCANNED_ROWS ? vectors : vectors.select(Sample.rows(vectors.rows()));
        PairChoice declared = PairChoice.of(geometry);
        if (vectors.untouched() && largestPosition() > 0) {
            return found(untouched(declared), false);
        }
        Optional<PairChoice> choice = PairingScan.find(few, PairChoice.around(geometry));
        if (choice.isPresent() && choice.get().equals(declared)) {
            return found(Inspection.of(vectors.rotation(declared, positions), declaration, keys), false);
        }
        if (choice.isPresent()) {
            return found(otherPairs(choice.get()), true);
        }
        if (vectors.heads() > 1 && PairingScan.rotates(few, declared, declared, false)) {
            return found(headAxis(declared), false);
        }
        PairChoice other = declared.neighbours()
                ? new PairChoice(0, declared.pairs(), declared.pairs())
                : new PairChoice(0, declared.pairs(), 1);
        for (PairChoice read : List.of(declared, other)) {
            PairChoice written = read.equals(declared) ? other : declared;
            if (PairingScan.rotates(few, read, written, true)) {
                return moved(read, written, declared);
            }
        }
        return found(noRotation(declared), true);
    }

    /** Pairs are read in one layout and written in the other, as DeepSeek's attention in transformers does. */
    private Found moved(PairChoice read, PairChoice written, PairChoice declared) {
        Inspection inner = Inspection.of(vectors.rotation(read, written, positions), declaration, keys);
        boolean harmless = read.equals(declared) && inner.fine();
        String words = "components are read as " + (read.neighbours() ? "neighbours" : "halves") + " and written as "
                + (written.neighbours() ? "neighbours" : "halves")
                + ": scores are right where queries and keys share it";
        List<Hypothesis> found = new ArrayList<>();
        for (Hypothesis hypothesis : inner.found()) {
            Map<String, Object> seen = new LinkedHashMap<>();
            seen.put(
                    "layout",
                    (read.neighbours() ? "interleaved" : "half") + " in, "
                            + (written.neighbours() ? "interleaved" : "half") + " out");
            boolean same = hypothesis.rank() == Rank.DECLARED;
            if (!same) {
                seen.putAll(hypothesis.observed());
            }
            found.add(new Hypothesis(
                    LAYOUT,
                    words + (same ? "" : "; moreover, " + hypothesis.defect()),
                    seen,
                    hypothesis.model(),
                    hypothesis.amplitude(),
                    same ? Rank.NAMED : Rank.FREE));
        }
        Inspection shown = new Inspection(vectors.name(), inner.observed(), false, inner.magnitude(), harmless, found);
        return new Found(shown, false, found(inner, false).amplitude(), written);
    }

    private double largestPosition() {
        double largest = 0;
        for (double p : positions[0]) {
            largest = Math.max(largest, Math.abs(p));
        }
        return largest;
    }

    private Inspection untouched(PairChoice declared) {
        ObservedRotation observed = vectors.rotation(declared, positions);
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("position_map", "0 for every row");
        seen.put("position_scale", 0);
        return withOne(
                observed,
                new Hypothesis(
                        POSITIONS,
                        "the " + vectors.name() + " are not rotated at all: position 0 for every token",
                        seen,
                        (position, row, pair) -> 0,
                        1,
                        Rank.WHOLE_NUMBER));
    }

    private Inspection withOne(ObservedRotation observed, Hypothesis hypothesis) {
        Magnitude magnitude =
                Magnitude.of(observed, declaration.encoding().attention().amplitude());
        return new Inspection(vectors.name(), observed, false, magnitude, false, List.of(hypothesis));
    }

    /** The vectors rotate, but by other pairs. */
    private Inspection otherPairs(PairChoice choice) {
        ObservedRotation observed = vectors.rotation(choice, positions);
        boolean sameWidth =
                choice.pairs() == geometry.pairs() && choice.start() == 0 && (choice.neighbours() || choice.halves());
        Map<String, Object> seen = new LinkedHashMap<>();
        String words;
        if (sameWidth) {
            String layout = choice.neighbours() ? "interleaved" : "half";
            seen.put("layout", layout);
            seen.put("rotary_dim", geometry.rotaryDim());
            words = choice.neighbours()
                    ? "neighbours (2i, 2i+1) form pairs, the model is half-split (i, i+" + geometry.rotaryDim() / 2
                            + ")"
                    : "components (i, i+" + geometry.rotaryDim() / 2
                            + ") form pairs, the model is interleaved (2i, 2i+1)";
        } else {
            seen.put("rotated_pairs", choice.pairs());
            seen.put("partner_offset", choice.offset());
            words = choice.pairs() + " pairs rotate whose partners are " + choice.offset() + " apart"
                    + (choice.start() > 0 ? ", beginning at component " + choice.start() : "") + "; declared are "
                    + geometry.pairs() + " pairs with partners "
                    + geometry.pairing().second(0, geometry.rotaryDim()) + " apart";
        }
        DefectCategory category = sameWidth ? LAYOUT : PARTIAL_ROTARY;
        Setting other = declaration.setting();
        List<Hypothesis> found = new ArrayList<>();
        frequencies(choice).forEach((denominator, omega) -> {
            RotationModel model = RotationModel.schedule(omega, declaration.pairAxes());
            if (found.isEmpty() && Fit.holds(observed, model)) {
                Map<String, Object> all = new LinkedHashMap<>(seen);
                boolean usual = denominator == geometry.rotaryDim();
                if (!sameWidth || !usual) {
                    all.put("freq_denominator", denominator);
                }
                found.add(new Hypothesis(
                        category,
                        words + (usual ? "" : "; frequencies count pairs over " + denominator + " components"),
                        all,
                        model,
                        Double.NaN,
                        Rank.NAMED));
            }
        });
        if (found.isEmpty() && choice.pairs() == geometry.pairs()) {
            for (Hypothesis inner : Inspection.of(observed, declaration, keys).found()) {
                Map<String, Object> all = new LinkedHashMap<>(seen);
                all.putAll(inner.observed());
                found.add(new Hypothesis(
                        category,
                        words + "; moreover, " + inner.defect(),
                        all,
                        inner.model(),
                        inner.amplitude(),
                        Rank.FREE));
            }
        }
        if (found.isEmpty()) {
            found.add(new Hypothesis(
                    category, words + "; no known frequencies fit", seen, RotationModel.NONE, Double.NaN, Rank.FREE));
        }
        Magnitude magnitude =
                Magnitude.of(observed, other.encoding().attention().amplitude());
        return new Inspection(vectors.name(), observed, false, magnitude, false, found);
    }

    /** Frequencies for so many pairs, by the width that their exponents count over. */
    private Map<Integer, double[]> frequencies(PairChoice choice) {
        Map<Integer, double[]> all = new LinkedHashMap<>();
        double[] declared = declaration.encoding().frequencies().toArray();
        if (choice.pairs() <= declared.length) {
            all.put(geometry.rotaryDim(), java.util.Arrays.copyOf(declared, choice.pairs()));
        } else if (RotatedPairs.stopsPairs(declared)) {
            all.put(geometry.rotaryDim(), java.util.Arrays.copyOf(declared, choice.pairs()));
        }
        double base = declaration.setting().context().base();
        for (int denominator : new int[] {2 * choice.pairs(), geometry.headDim(), geometry.rotaryDim()}) {
            double[] omega = new double[choice.pairs()];
            double[] whole = FrequencySchedule.geometric(base, denominator).toArray();
            for (int i = 0; i < omega.length; i++) {
                omega[i] = i < whole.length ? whole[i] : StrictMath.pow(base, -2.0 * i / denominator);
            }
            all.putIfAbsent(denominator, omega);
        }
        return all;
    }

    /** Each head turns by angles of its own: the position was taken from another array axis. */
    private Inspection headAxis(PairChoice declared) {
        ObservedRotation perHead = vectors.perHead(declared, positions);
        double[] omega = declaration.encoding().frequencies().toArray();
        int heads = vectors.heads();
        int rows = vectors.rows();
        Map<String, RotationModel> maps = new LinkedHashMap<>();
        maps.put("head index", (p, row, pair) -> p[1] * omega[pair]);
        maps.put("flat index over tokens and heads", (p, row, pair) -> row * omega[pair]);
        maps.put(
                "flat index over heads and tokens",
                (p, row, pair) -> ((row % heads) * (double) rows + row / heads) * omega[pair]);
        maps.put(
                "position of the row with the head's index",
                (p, row, pair) -> positions[0][Math.min(rows - 1, row % heads)] * omega[pair]);
        maps.put("position plus head index", (p, row, pair) -> (p[0] + p[1]) * omega[pair]);
        ObservedRotation together = vectors.rotation(declared, positions);
        for (Map.Entry<String, RotationModel> map : maps.entrySet()) {
            if (Fit.holds(perHead, map.getValue())) {
                return withOne(
                        together,
                        new Hypothesis(
                                AXIS,
                                "heads of one token are turned by different angles: positions are the " + map.getKey(),
                                Map.of("axis_map", map.getKey()),
                                RotationModel.NONE,
                                Double.NaN,
                                Rank.FORMULA));
            }
        }
        return withOne(
                together,
                new Hypothesis(
                        AXIS,
                        "heads of one token are turned by different angles",
                        Map.of("axis_map", "differs between heads"),
                        RotationModel.NONE,
                        Double.NaN,
                        Rank.FREE));
    }

    private Inspection noRotation(PairChoice declared) {
        ObservedRotation observed = vectors.rotation(declared, positions);
        Optional<Mixtures.Mixture> mixture = Mixtures.find(
                vectors,
                geometry,
                declaration.encoding().frequencies().toArray(),
                declaration.encoding().attention().amplitude(),
                positions);
        Hypothesis found = mixture.map(m -> new Hypothesis(
                        m.category(),
                        m.defect(),
                        m.observed(),
                        RotationModel.NONE,
                        declaration.encoding().attention().amplitude(),
                        Rank.FORMULA))
                .orElseGet(() -> new Hypothesis(
                        DefectCategory.UNKNOWN,
                        "the vectors are not rotated by any pairing that is known: lengths of pairs are not kept",
                        Map.of("layout", "unknown for a model that is " + layoutName(geometry.pairing())),
                        RotationModel.NONE,
                        Double.NaN,
                        Rank.FREE));
        return withOne(observed, found);
    }

    private static String layoutName(Pairing pairing) {
        return pairing == Pairing.INTERLEAVED ? "interleaved" : "half";
    }
}
