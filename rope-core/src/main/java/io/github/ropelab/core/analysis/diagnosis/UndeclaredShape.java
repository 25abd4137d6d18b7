package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.kernel.NumberFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rotation of a dump that no config describes.
 *
 * @param observed one complex number per row and pair
 * @param geometry as far as the dump shows it
 * @param words the same, by the names of configs; may be added to
 * @param notes what the dump does not show
 */
record UndeclaredShape(
        ObservedRotation observed, RotaryGeometry geometry, Map<String, Object> words, List<String> notes) {
    /** The first of table, vectors and frequencies that the dump holds. */
    static UndeclaredShape of(RotationDump dump) {
        Map<String, Object> words = new LinkedHashMap<>();
        if (dump.table().isPresent()) {
            ObservedRotation observed = dump.table().get().rotation(dump.positions(), -1);
            words.put("n_pairs", observed.pairs());
            return new UndeclaredShape(
                    observed,
                    RotaryGeometry.full(2 * observed.pairs(), Pairing.HALF_SPLIT),
                    words,
                    List.of("a table does not show the pairing of components"));
        }
        if (!dump.vectors().isEmpty()) {
            return vectors(dump.vectors().get(0), dump.positions(), words);
        }
        double[] omega = dump.frequencies().orElseThrow();
        words.put("n_pairs", omega.length);
        return new UndeclaredShape(
                ObservedRotation.ofFrequencies(omega, NumberFormat.narrowest(omega), 1 << 17),
                RotaryGeometry.full(2 * omega.length, Pairing.HALF_SPLIT),
                words,
                List.of("frequencies alone show neither positions nor the pairing"));
    }

    private static UndeclaredShape vectors(DumpedVectors vectors, double[][] positions, Map<String, Object> words) {
        int headDim = vectors.headDim() - vectors.headDim() % 2;
        List<PairChoice> choices = new ArrayList<>();
        DumpedVectors few = vectors.select(Sample.rows(vectors.rows()));
        for (int width = few.turnedWidth(); width <= headDim; width += 2) {
            choices.add(new PairChoice(0, width / 2, width / 2));
            choices.add(new PairChoice(0, width / 2, 1));
        }
        PairChoice choice = PairingScan.find(few, choices)
                .orElseThrow(() -> new InvalidParameter(
                        vectors.name(),
                        "no rotation",
                        "be rotated by pairs, half-split or interleaved, from component 0 on"));
        Pairing pairing = choice.neighbours() ? Pairing.INTERLEAVED : Pairing.HALF_SPLIT;
        words.put("layout", choice.neighbours() ? "interleaved" : "half");
        words.put("head_dim", vectors.headDim());
        words.put("rotary_dim", 2 * choice.pairs());
        words.put("n_pairs", choice.pairs());
        return new UndeclaredShape(
                vectors.rotation(choice, positions),
                new RotaryGeometry(vectors.headDim(), 2 * choice.pairs(), pairing),
                words,
                List.of());
    }
}
