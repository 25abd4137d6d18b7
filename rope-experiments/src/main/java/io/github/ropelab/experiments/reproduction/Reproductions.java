package io.github.ropelab.experiments.reproduction;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Nearest;
import java.util.List;
import java.util.stream.Stream;

/** The catalogue of published results. */
public final class Reproductions {
    private Reproductions() {}

    /** All, in the order of the index. */
    public static List<Reproduction> builtIn() {
        Stream.Builder<Reproduction> all = Stream.builder();
        all.add(new RoformerDecay());
        all.add(new SelfExtendLengths());
        all.add(new ResonanceTables());
        all.add(new LongropeNonuniformity());
        all.add(new XposDecay());
        all.add(new EvqSchedules());
        all.add(new RopeFrequencyUsage());
        all.add(new Identities());
        all.add(new RelativePositionMatrices());
        all.add(new Dialects());
        all.add(new FoundationsExercises());
        all.add(new BaseBound());
        all.add(new FirstNegativeDistance());
        all.add(new CriticalDimension());
        all.add(new AbfFigure());
        all.add(new DriftOracle());
        all.add(new PhaseCoverageResult());
        all.add(new AttentionFading());
        all.add(new PiTheorem());
        all.add(new PiFigure2());
        all.add(new PiFigure5());
        all.add(new Bands());
        all.add(new NtkBases());
        all.add(new DynamicNtkSticky());
        all.add(new Bf16Invariance());
        all.add(new PrecisionAngles());
        return all.build().toList();
    }

    /** All ids, in the order of the index. */
    public static List<String> ids() {
        return ids(builtIn());
    }

    private static List<String> ids(List<Reproduction> catalogue) {
        return catalogue.stream()
                .map(reproduction -> reproduction.description().id())
                .toList();
    }

    /**
     * One result.
     *
     * @throws InvalidParameter if there is none of this id
     */
    public static Reproduction find(String id) {
        return find(builtIn(), id);
    }

    /** As the shorter form, in a catalogue of one's own. */
    public static Reproduction find(List<Reproduction> catalogue, String id) {
        return catalogue.stream()
                .filter(reproduction -> reproduction.description().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new InvalidParameter(
                        "reproduction", id, "be the id of a known result", Nearest.suggestion(id, ids(catalogue))));
    }
}
