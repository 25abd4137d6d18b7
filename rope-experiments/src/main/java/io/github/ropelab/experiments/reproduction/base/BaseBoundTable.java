package io.github.ropelab.experiments.reproduction.base;

import static io.github.ropelab.experiments.published.Published.computed;
import static io.github.ropelab.experiments.published.Published.later;
import static io.github.ropelab.experiments.published.Published.printed;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What was published of one length.
 *
 * @param k thousands of 1024 tokens
 * @param paper printed base, two digits
 * @param post the later post's base, two digits
 * @param second a second implementation's base; from 256k on an upper bound
 * @param firstNegative of the paper's base, by the second implementation
 * @param narrow the second implementation's base at d = 64, first good one of a grid; 0 for none
 * @param count good intervals below 10⁶ by the second implementation; 0 where not counted
 * @param lastGap where the last of them starts; 0 where not looked for
 */
record BaseBoundTable(
        int k, double paper, double post, double second, int firstNegative, double narrow, int count, double lastGap) {
    private static final double DIGITS = 1e-5;

    /** Of the grid at d = 64, as a share. */
    private static final double NARROW_STEP = 2.5e-4;

    /** From here on, only in full. */
    private static final int LONG = 128;

    /** From here on, the second implementation has upper bounds alone. */
    private static final int BOUNDED = 256;

    /** A distance beyond which no sign is asked for. */
    private static final int FAR = 2_000_000;

    static final List<BaseBoundTable> ROWS = List.of(
            new BaseBoundTable(1, 4.3e3, 4.3e3, 4293.44, 1077, 7754, 3, 6018),
            new BaseBoundTable(2, 1.6e4, 1.2e4, 11587.2, 2724, 2.962e4, 9, 2.276e4),
            new BaseBoundTable(4, 2.7e4, 2.7e4, 26952.3, 4079, 1.001e5, 16, 5.879e4),
            new BaseBoundTable(8, 8.4e4, 8.4e4, 83763.8, 8592, 3.238e5, 35, 3.943e5),
            new BaseBoundTable(16, 3.1e5, 2.3e5, 231644, 12223, 1.359e6, 0, 0),
            new BaseBoundTable(32, 6.4e5, 6.3e5, 629978, 27685, 3.789e6, 0, 0),
            new BaseBoundTable(64, 2.1e6, 2.1e6, 2.09018e6, 77306, 4.868e6, 0, 0),
            new BaseBoundTable(128, 7.8e6, 4.9e6, 4.8691e6, 128915, 0, 0, 0),
            new BaseBoundTable(256, 3.6e7, 2.4e7, 2.36628e7, 207455, 0, 0, 0),
            new BaseBoundTable(512, 6.4e7, 5.8e7, 5.84962e7, 511210, 0, 0, 0),
            new BaseBoundTable(1024, 5.1e8, 6.5e7, 6.54174e7, 874868, 0, 0, 0));

    /** The rows of an extent. */
    static List<BaseBoundTable> of(boolean full) {
        return ROWS.stream().filter(row -> full || row.k < LONG).toList();
    }

    /** L, tokens. */
    int length() {
        return 1024 * k;
    }

    /** Whether all intervals are looked for. */
    boolean counted() {
        return count > 0;
    }

    /** The published numbers of this length. */
    List<Published> published() {
        List<Published> published = new ArrayList<>();
        String at = "smallest base at L = " + k + "k, d = 128";
        Published ofPaper = printed("paper-" + k + "k", at + ", paper", "1", paper)
                .within(halfDigit(paper), "half a unit of the second digit");
        published.add(
                Math.abs(second - paper) <= halfDigit(paper)
                        ? ofPaper
                        : ofPaper.correctedTo(
                                k < BOUNDED ? second * (1 - DIGITS) : post - halfDigit(post),
                                second * (1 + DIGITS),
                                "a smaller base keeps the condition at every m < L; the enumeration missed its interval"));
        published.add(later("post-" + k + "k", at + ", later post", "1", post)
                .within(halfDigit(post), "half a unit of the second digit"));
        if (k < BOUNDED) {
            published.add(computed("base-" + k + "k", at, "1", second)
                    .withinShare(DIGITS, "six digits, on grids of relative step 2e-6 to 1e-5"));
        }
        published.add(computed(
                        "first-negative-" + k + "k",
                        "first m with B(m) < 0 for the paper's base of " + k + "k",
                        "tokens",
                        firstNegative)
                .exactly("an integer"));
        if (narrow > 0) {
            published.add(computed("narrow-" + k + "k", "smallest base at L = " + k + "k, d = 64", "1", narrow)
                    .between(
                            narrow * (1 - NARROW_STEP) - halfOfFourth(narrow),
                            narrow + halfOfFourth(narrow),
                            "four digits; the first good base of a grid of step 2.5e-4 lies at most a step above"));
        }
        if (counted()) {
            published.add(computed("intervals-" + k + "k", "good intervals below 10^6 at L = " + k + "k", "1", count)
                    .exactly("a count"));
            published.add(computed(
                            "last-gap-" + k + "k", "all bases from here to 10^6 are good, L = " + k + "k", "1", lastGap)
                    .withinShare(3e-4, "four digits, grid step 3.5e-5"));
        }
        return k < LONG
                ? published
                : published.stream()
                        .map(number -> number.name().startsWith("first-negative") ? number : number.onlyInFull())
                        .toList();
    }

    /** Puts what was found for them. */
    void put(Recomputed recomputed, BaseBoundSearch search) {
        double base = search.first(128, length()).from();
        recomputed.put("paper-" + k + "k", base).put("post-" + k + "k", base);
        if (k < BOUNDED) {
            recomputed.put("base-" + k + "k", base);
        }
        if (narrow > 0) {
            recomputed.put("narrow-" + k + "k", search.first(64, length()).from());
        }
        if (counted()) {
            List<BaseSweep.Interval> all = search.all(128, length());
            recomputed.put("intervals-" + k + "k", all.size());
            recomputed.put("last-gap-" + k + "k", all.get(all.size() - 1).from());
        }
    }

    /** First m with a negative B(m) at the paper's printed base, d = 128. */
    int firstNegativeOfPaperBase() {
        return MenDecay.firstNegative(FrequencySchedule.geometric(paper, 128), FAR);
    }

    /** The power law of a column, x = L. */
    static PowerFit fit(ToDoubleFunction<BaseBoundTable> column) {
        return PowerFit.of(
                ROWS.stream().mapToDouble(BaseBoundTable::length).toArray(),
                ROWS.stream().mapToDouble(column).toArray());
    }

    private static double halfDigit(double value) {
        return 0.05 * StrictMath.pow(10, Math.floor(StrictMath.log10(value)));
    }

    private static double halfOfFourth(double value) {
        return halfDigit(value) / 100;
    }
}
