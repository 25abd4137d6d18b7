package io.github.ropelab.experiments.reproduction;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.experiments.reproduction.attention.AttentionFading;
import io.github.ropelab.experiments.reproduction.attention.DriftOracle;
import io.github.ropelab.experiments.reproduction.attention.RopeFrequencyUsage;
import io.github.ropelab.experiments.reproduction.base.AbfFigure;
import io.github.ropelab.experiments.reproduction.base.BaseBound;
import io.github.ropelab.experiments.reproduction.base.CriticalDimension;
import io.github.ropelab.experiments.reproduction.base.FirstNegativeDistance;
import io.github.ropelab.experiments.reproduction.distance.RelativePositionMatrices;
import io.github.ropelab.experiments.reproduction.distance.SelfExtendLengths;
import io.github.ropelab.experiments.reproduction.distance.XposDecay;
import io.github.ropelab.experiments.reproduction.frame.Reproduction;
import io.github.ropelab.experiments.reproduction.frequency.Bands;
import io.github.ropelab.experiments.reproduction.frequency.DynamicNtkSticky;
import io.github.ropelab.experiments.reproduction.frequency.EvqSchedules;
import io.github.ropelab.experiments.reproduction.frequency.LongropeNonuniformity;
import io.github.ropelab.experiments.reproduction.frequency.NtkBases;
import io.github.ropelab.experiments.reproduction.frequency.PhaseCoverageResult;
import io.github.ropelab.experiments.reproduction.frequency.ResonanceTables;
import io.github.ropelab.experiments.reproduction.identity.Dialects;
import io.github.ropelab.experiments.reproduction.identity.FoundationsExercises;
import io.github.ropelab.experiments.reproduction.identity.Identities;
import io.github.ropelab.experiments.reproduction.interpolation.PiFigure2;
import io.github.ropelab.experiments.reproduction.interpolation.PiFigure5;
import io.github.ropelab.experiments.reproduction.interpolation.PiTheorem;
import io.github.ropelab.experiments.reproduction.interpolation.RoformerDecay;
import io.github.ropelab.experiments.reproduction.precision.Bf16Invariance;
import io.github.ropelab.experiments.reproduction.precision.PrecisionAngles;
import java.util.List;

/** The catalogue of published results. */
public final class Reproductions {
    private Reproductions() {}

    /** All, in the order of the index. */
    public static List<Reproduction> builtIn() {
        return List.of(
                new PiTheorem(),
                new PiFigure2(),
                new PiFigure5(),
                new RoformerDecay(),
                new BaseBound(),
                new FirstNegativeDistance(),
                new CriticalDimension(),
                new AbfFigure(),
                new Bands(),
                new NtkBases(),
                new DynamicNtkSticky(),
                new PhaseCoverageResult(),
                new LongropeNonuniformity(),
                new ResonanceTables(),
                new EvqSchedules(),
                new RelativePositionMatrices(),
                new SelfExtendLengths(),
                new XposDecay(),
                new Identities(),
                new FoundationsExercises(),
                new Dialects(),
                new Bf16Invariance(),
                new PrecisionAngles(),
                new DriftOracle(),
                new AttentionFading(),
                new RopeFrequencyUsage());
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
