package io.github.ropelab.experiments.outcome;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.model.llama.LlamaShape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which vectors of a pass a capture keeps: chosen query heads of chosen layers, and the heads of keys and values that serve them.
 *
 * @param layers in rising order
 * @param heads query heads, in rising order
 * @param keyValueHeads those that serve them, in rising order
 */
public record CapturedHeads(List<Integer> layers, List<Integer> heads, List<Integer> keyValueHeads) {
    /** Copies the lists. */
    public CapturedHeads {
        layers = List.copyOf(layers);
        heads = List.copyOf(heads);
        keyValueHeads = List.copyOf(keyValueHeads);
    }

    /**
     * A choice that a capture file can hold: readers give query head h of Q the key head ⌊h·K/Q⌋ of K, so that every kept key head
     * serves as many of the kept query heads.
     *
     * @param layers empty for all
     * @param heads query heads; empty for all
     */
    public static CapturedHeads of(LlamaShape shape, List<Integer> layers, List<Integer> heads) {
        List<Integer> chosenLayers = chosen("layers", layers, shape.layers());
        List<Integer> chosen = chosen("heads", heads, shape.heads());
        int group = shape.heads() / shape.keyValueHeads();
        List<Integer> served =
                chosen.stream().map(head -> head / group).distinct().toList();
        for (int keyHead : served) {
            long count = chosen.stream().filter(head -> head / group == keyHead).count();
            InvalidParameter.require(
                    count * served.size() == chosen.size(),
                    "heads",
                    chosen,
                    "be as many of each key head, which serves " + group + " query heads");
        }
        return new CapturedHeads(chosenLayers, chosen, served);
    }

    private static List<Integer> chosen(String key, List<Integer> given, int count) {
        for (int index : given) {
            InvalidParameter.require(index >= 0 && index < count, key, index, "be from 0 to " + (count - 1));
        }
        InvalidParameter.require(given.stream().distinct().count() == given.size(), key, given, "not name one twice");
        return given.isEmpty()
                ? IntStream.range(0, count).boxed().toList()
                : given.stream().sorted().toList();
    }
}
