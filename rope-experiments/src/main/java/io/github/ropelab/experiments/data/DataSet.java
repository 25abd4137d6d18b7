package io.github.ropelab.experiments.data;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.RotaryGeometry;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A source of queries, keys and values. Safe to share between threads. */
public interface DataSet {
    /** Name in results. */
    String name();

    /** Shape of its heads. */
    RotaryGeometry geometry();

    /** θ base that its vectors are meant for. */
    double base();

    /** Longest sequence that it can give, tokens. */
    int maxTokens();

    /** Why it cannot give a sequence of this length, as the rule that the length breaks; empty where it can. */
    default Optional<String> refusal(int tokens) {
        return tokens <= maxTokens()
                ? Optional.empty()
                : Optional.of("be at most the " + maxTokens() + " tokens of " + name());
    }

    /** Whether values are known; without them attention has no output. */
    default boolean hasValues() {
        return true;
    }

    /** Text that changes when the vectors change. */
    String fingerprint();

    /** Text that changes when the vectors of a slice change in a cell with these lengths. */
    default String fingerprint(Slice slice, Lengths cell) {
        return fingerprint();
    }

    /** Lengths of its own, where it is not swept over those of the study. */
    default Optional<SweptLengths> ownLengths() {
        return Optional.empty();
    }

    /** Its heads or draws, in order. */
    List<Slice> slices();

    /** The first {@code tokens} tokens of a slice. */
    QkvBatch load(Slice slice, int tokens);

    /** The vectors of a slice in a cell with these lengths. */
    default QkvBatch load(Slice slice, Lengths cell) {
        return load(slice, cell.current());
    }

    /** Origin, licence and recipe, for the manifest. */
    SortedMap<String, String> provenance();
}
