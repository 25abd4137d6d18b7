package io.github.ropelab.experiments.dump;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.PairAxes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A map of position axes in plain words: {@code y,x alternating}, or {@code t,h,w contiguous} in equal parts. */
final class AxisWords {
    private AxisWords() {}

    /**
     * The axis of each pair.
     *
     * @param words names of axes in their order, with commas, then how pairs are shared out
     * @param names axes of the positions, in their order
     * @param pairs rotary pairs
     * @throws InvalidParameter if the words cannot be read
     */
    static PairAxes read(String words, List<String> names, int pairs) {
        String text = words.toLowerCase(Locale.ROOT);
        List<Integer> order = new ArrayList<>();
        for (String word : text.split("[^\\p{Alnum}]+")) {
            int axis = names.indexOf(word);
            if (axis >= 0 && !order.contains(axis)) {
                order.add(axis);
            }
        }
        InvalidParameter.require(
                !order.isEmpty(), "axes", words, "name the axes of positions_axes in dump.json, " + names);
        int count = order.size();
        boolean turns = text.contains("alternat") || text.contains("interleav");
        boolean parts = text.contains("contiguous") || text.contains("hal") || text.contains("section");
        InvalidParameter.require(turns != parts, "axes", words, "say either alternating or contiguous");
        Integer[] axes = new Integer[pairs];
        Arrays.setAll(axes, i -> order.get(turns ? i % count : Math.min(count - 1, i / ((pairs + count - 1) / count))));
        return new PairAxes(List.of(axes));
    }
}
