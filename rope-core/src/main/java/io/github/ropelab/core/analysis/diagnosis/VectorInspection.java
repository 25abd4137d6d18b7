package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.LAYOUT;
import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.POSITIONS;

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
        if (vectors.untouched() && largestPosition() > 0 && declaredTurns()) {
            return found(untouched(declared), false);
        }
        Optional<PairChoice> choice = PairingScan.find(few, PairChoice.around(geometry));
        if (choice.isPresent() && choice.get().equals(declared)) {
            return found(Inspection.of(vectors.rotation(declared, positions), declaration, keys), false);
        }
        if (choice.isPresent()) {
            return found(new OtherPairs(vectors, positions, declaration).inspect(choice.get()), true);
        }
        if (vectors.heads() > 1 && PairingScan.rotates(few, declared, declared, false)) {
            return found(HeadAxis.inspect(vectors, positions, declaration, declared), false);
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

    /** Whether anything is to be rotated at all: some layers are declared to have no positions. */
    private boolean declaredTurns() {
        return RotatedPairs.turning(declaration.encoding().frequencies().toArray()) > 0;
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
                vectors.name(),
                observed,
                declaration,
                new Hypothesis(
                        POSITIONS,
                        "the " + vectors.name() + " are not rotated at all: position 0 for every token",
                        seen,
                        (position, row, pair) -> 0,
                        1,
                        Rank.WHOLE_NUMBER));
    }

    /** An inspection with a single explanation. */
    static Inspection withOne(String name, ObservedRotation observed, Declaration declaration, Hypothesis hypothesis) {
        Magnitude magnitude =
                Magnitude.of(observed, declaration.encoding().attention().amplitude());
        return new Inspection(name, observed, false, magnitude, false, List.of(hypothesis));
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
        return withOne(vectors.name(), observed, declaration, found);
    }

    private static String layoutName(Pairing pairing) {
        return pairing == Pairing.INTERLEAVED ? "interleaved" : "half";
    }
}
