package io.github.ropelab.report.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Which of many places get a label where not all have room. */
public final class Ticks {
    private Ticks() {}

    /**
     * As many places as fit, the wanted ones first, then those that halve the rest again and again; ascending.
     *
     * @param count places 0 .. count - 1
     * @param most labels that fit beside each other over the whole length
     * @param wanted in order of importance
     */
    public static List<Integer> of(int count, int most, Collection<Integer> wanted) {
        List<Integer> chosen = new ArrayList<>();
        double apart = Math.max(1, (double) count / most);
        wanted.forEach(place -> add(chosen, place, apart));
        add(chosen, 0, apart);
        for (int parts = 2; parts / 2 < count; parts *= 2) {
            for (int k = 1; k < parts; k += 2) {
                add(chosen, (int) ((long) k * (count - 1) / parts), apart);
            }
        }
        chosen.sort(null);
        return chosen;
    }

    /** 0, the last place, and multiples of a power of two between them, so far as they fit; ascending. */
    public static List<Integer> powers(int count, int most) {
        int step = 1;
        while (count > step * (most - 1)) {
            step *= 2;
        }
        List<Integer> chosen = new ArrayList<>();
        double apart = Math.max(1, (double) count / most);
        add(chosen, count - 1, apart);
        for (int place = 0; place < count; place += step) {
            add(chosen, place, apart);
        }
        chosen.sort(null);
        return chosen;
    }

    private static void add(List<Integer> chosen, int place, double apart) {
        if (chosen.stream().allMatch(other -> Math.abs(other - place) >= apart)) {
            chosen.add(place);
        }
    }
}
