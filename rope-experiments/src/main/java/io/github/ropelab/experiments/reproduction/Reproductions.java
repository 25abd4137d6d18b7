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
        all.add(new Bands());
        all.add(new NtkBases());
        all.add(new DynamicNtkSticky());
        all.add(new Bf16Invariance());
        all.add(new PrecisionAngles());
        return all.build().toList();
    }

    /** All ids, in the order of the index. */
    public static List<String> ids() {
        return builtIn().stream()
                .map(reproduction -> reproduction.description().id())
                .toList();
    }

    /**
     * One result.
     *
     * @throws InvalidParameter if there is none of this id
     */
    public static Reproduction find(String id) {
        return builtIn().stream()
                .filter(reproduction -> reproduction.description().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new InvalidParameter(
                        "reproduction", id, "be the id of a known result", Nearest.suggestion(id, ids())));
    }
}
