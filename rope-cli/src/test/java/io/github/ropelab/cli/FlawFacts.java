package io.github.ropelab.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.OracleFiles;
import io.github.ropelab.core.analysis.soundness.Flaw;
import io.github.ropelab.core.analysis.soundness.Flaws;
import io.github.ropelab.core.analysis.soundness.Modification;
import io.github.ropelab.core.analysis.soundness.Scan;
import io.github.ropelab.core.analysis.soundness.Trial;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.NumberFormat;
import io.github.ropelab.core.kernel.RotaryTable;
import io.github.ropelab.core.kernel.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Numbers of the flaws, measured with the vectors that an earlier study of them drew, beside the numbers that it printed.
 */
final class FlawFacts {
    private static final int GAP = 100;

    /** Where the study looked; the score of a gap at key 0 is included, which the checks leave out. */
    private static final int[] SHIFTS = {0, 1, 500, 1500, 5000, 20_000};

    private static final int SELF = 5;
    private static final int SCANNED = 8192;

    private final double[] q;
    private final double[] k;

    FlawFacts() {
        JsonNode file = OracleFiles.read(OracleFiles.in("flawed").get(0));
        q = OracleFiles.numbers(file.get("query"));
        k = OracleFiles.numbers(file.get("key"));
    }

    /** Of the modification that a flaw spoils: what correct code gives. */
    List<Fact> ofRight() {
        Modification plain = Flaws.of("2").right().modification();
        Modification linear = Flaws.of("3").right().modification();
        return List.of(
                recorded("score at gap 100", plain.score(q, k, GAP, 0), -5.0442, 4),
                recorded("score at gap 100, position interpolation by 4", linear.score(q, k, GAP, 0), 3.83, 2),
                recorded("|q|²", plain.score(q, q, 1, 1), 53.5, 1),
                recorded("|q|", Math.sqrt(plain.score(q, q, 1, 1)), 7.315, 3),
                plainly("q·k", plain.score(q, k, 1, 1)),
                plainly("score at gap 1", plain.score(q, k, 2, 1)));
    }

    /** The numbers of one flaw. */
    List<Fact> of(Flaw flaw) {
        Modification flawed = flaw.subject().modification();
        List<Fact> facts = new ArrayList<>();
        if (flawed.geometry().headDim() == q.length) {
            facts.add(spreadFact(flaw.id(), spread(flawed, GAP)));
            facts.add(plainly("score at gap 100, key at 1", flawed.score(q, k, GAP + 1, 1)));
            facts.add(plainly("the same, as it should be", right(flaw, GAP + 1, 1)));
            double[] norms = norms(flawed, SCANNED);
            facts.add(plainly("smallest |q'|/|q|, positions 0 to 8191", norms[0]));
            facts.add(plainly("largest |q'|/|q|, positions 0 to 8191", norms[1]));
            facts.add(plainly("score(5, 5) of q and k", flawed.score(q, k, SELF, SELF)));
            facts.add(plainly("the same, as it should be", right(flaw, SELF, SELF)));
        }
        facts.addAll(special(flaw.id(), flawed, flaw.right().modification()));
        return facts;
    }

    /** The score that correct code gives: with keys rotated anew where a cache is the flaw. */
    private double right(Flaw flaw, int query, int key) {
        return flaw.subject()
                .growing()
                .map(growing -> recomputed(growing, query, key))
                .orElseGet(() -> flaw.right().modification().score(q, k, query, key));
    }

    private List<Fact> special(String id, Modification flawed, Modification right) {
        return switch (id) {
            case "1" ->
                List.of(
                        recorded("norm factor", norms(flawed, SCANNED)[1], 0.25, 2),
                        recorded("score at gap 100", flawed.score(q, k, GAP, 0), -0.315, 3),
                        recorded(
                                "score over that of plain rotation",
                                flawed.score(q, k, GAP, 0)
                                        / Flaws.of("2").right().modification().score(q, k, GAP, 0),
                                1.0 / 16,
                                4));
            case "2" ->
                List.of(
                        recorded("score at gap 100", flawed.score(q, k, GAP, 0), -14.821, 3),
                        recorded("correct score at gap 137", right.score(q, k, GAP + 37, 0), -14.821, 3));
            case "3" ->
                List.of(
                        recorded("score at gap 100, key at 0", flawed.score(q, k, GAP, 0), 3.83, 2),
                        recorded("score at gap 100, key at 20000", flawed.score(q, k, 20_100, 20_000), -9.96, 2));
            case "4" ->
                List.of(plainly(
                        "score at gap 100, key at 0, less that of plain rotation",
                        flawed.score(q, k, GAP, 0)
                                - Flaws.of("2").right().modification().score(q, k, GAP, 0)));
            case "5" ->
                List.of(
                        recorded("score(5, 5) of q and q", flawed.score(q, q, SELF, SELF), 45.5, 1),
                        recorded("score at gap 100, key at 0", flawed.score(q, k, GAP, 0), -5.0442, 4));
            case "6" ->
                List.of(
                        recorded("smallest |q'|, positions 0 to 4095", norms(flawed, 4096)[0] * norm(q), 7.37, 2),
                        recorded("largest |q'|, positions 0 to 4095", norms(flawed, 4096)[1] * norm(q), 10.58, 2));
            case "7" ->
                List.of(
                        recorded("lowest score at gap 1, keys 0 to 7", ofGapOne(flawed, true), -10.2455, 4),
                        recorded("highest score at gap 1, keys 0 to 7", ofGapOne(flawed, false), -9.7012, 4),
                        plainly("positions told apart of 8192", distinct("7", SCANNED)));
            case "8" ->
                List.of(
                        recorded("smallest norm factor of q, positions 0 to 8191", norms(flawed, SCANNED)[0], 0.795, 3),
                        recorded("largest norm factor of q, positions 0 to 8191", norms(flawed, SCANNED)[1], 1.191, 3));
            case "9b" ->
                List.of(recorded(
                        "score over the right one", flawed.score(q, k, GAP, 0) / right.score(q, k, GAP, 0), 1.21, 2));
            case "10" ->
                List.of(
                        exactly("20100 is read as", NumberFormat.BFLOAT16.round(20_100), 20_096),
                        exactly("20000 is read as", NumberFormat.BFLOAT16.round(20_000), 19_968),
                        exactly("positions told apart of 65536", distinct("10", 65_536), 1281));
            case "10b" ->
                List.of(
                        exactly("2049 is read as", NumberFormat.FLOAT16.round(2049), 2048),
                        exactly(
                                "first position whose rotation is not a number",
                                IntStream.range(0, 65_536)
                                        .filter(p -> Double.isNaN(flawed.score(q, k, p, p)))
                                        .findFirst()
                                        .orElseThrow(),
                                65_520),
                        plainly("positions told apart of 65536", distinct("10b", 65_536)));
            case "11" ->
                List.of(
                        recorded("query 4096, key 100: recomputed", recomputed(flawed, 4096, 100), -7.30, 2),
                        recorded("query 4096, key 100: cached", flawed.score(q, k, 4096, 100), 4.43, 2),
                        recorded("error", flawed.score(q, k, 4096, 100) - recomputed(flawed, 4096, 100), 11.7, 1),
                        recorded("query 8192, key 100: recomputed", recomputed(flawed, 8192, 100), 14.50, 2),
                        recorded("query 8192, key 100: cached", flawed.score(q, k, 8192, 100), 6.87, 2),
                        recorded("query 8192, key 8191: error", nearError(flawed, 1), 0.03, 2),
                        recorded("query 8192, key 8177: error", nearError(flawed, 15), 0.38, 2),
                        plainly("largest error among the 19 nearest keys of query 8192", largestNearError(flawed)));
            case "9", "12" -> List.of();
            case "13" ->
                List.of(
                        recorded(
                                "norm factor at position 2",
                                norm(flawed.rotated(Side.QUERY, q, 2, 2)) / norm(q),
                                0.9985,
                                4),
                        plainly(
                                "spread at gap 100 over keys 4, 8, 500 and 20000, multiples of s",
                                spread(flawed, GAP, 4, 8, 500, 20_000)));
            case "14" ->
                List.of(
                        recorded("logits are multiplied by", factor(flawed), 2.661, 3),
                        recorded("and should be by", factor(right), 1.631, 3));
            case "15" ->
                List.of(
                        recorded("logits are multiplied by", factor(flawed), 1.277, 3),
                        recorded("and should be by", factor(right), 1.631, 3));
            case "16" ->
                List.of(
                        recorded("slowest frequency", slowest(flawed), 0.133, 3),
                        recorded("and should be", slowest(right), 3.2e-4, 5),
                        recorded("score at gap 100", flawed.score(q, k, GAP, 0), -7.21, 2),
                        recorded("and should be", right.score(q, k, GAP, 0), -9.89, 2));
            default ->
                List.of(
                        recorded("largest error of a cosine at position 10⁶", cosError(flawed), 0.076, 3),
                        plainly("the same with one product p·ω in float32, ω as engines compute it", cosError(right)),
                        recorded("the same with one product, ω rounded correctly", cosErrorOfOneProduct(), 0.016, 3));
        };
    }

    /** The study printed the spread of those flaws that change it. */
    private static Fact spreadFact(String id, double spread) {
        String what = "spread of the scores at gap 100";
        return switch (id) {
            case "3" -> recorded(what, spread, 13.8, 1);
            case "4" -> recorded(what, spread, 16.0, 1);
            case "5" -> recorded(what, spread, 23.7, 1);
            case "6" -> recorded(what, spread, 9.15, 2);
            case "8" -> recorded(what, spread, 11.3, 1);
            case "9" -> new Fact(what, spread, "2230", 5);
            case "10" -> recorded(what, spread, 7.4, 1);
            case "12" -> recorded(what, spread, 9.5, 1);
            case "13" -> recorded(what, spread, 0.066, 3);
            default -> plainly(what, spread);
        };
    }

    private double spread(Modification modification, int gap) {
        return spread(modification, gap, SHIFTS);
    }

    private double spread(Modification modification, int gap, int... keys) {
        double[] scores = IntStream.of(keys)
                .mapToDouble(key -> modification.score(q, k, key + gap, key))
                .toArray();
        double low = scores[0];
        double high = scores[0];
        for (double score : scores) {
            low = Math.min(low, score);
            high = Math.max(high, score);
        }
        return high - low;
    }

    /** Smallest and largest |q'|/|q| at the first positions; finite ones only, which all of them are but float16's last. */
    private double[] norms(Modification modification, int positions) {
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        for (int position = 0; position < positions; position++) {
            double ratio = norm(modification.rotated(Side.QUERY, q, position, position)) / norm(q);
            low = Math.min(low, ratio);
            high = Math.max(high, ratio);
        }
        return new double[] {low, high};
    }

    private double ofGapOne(Modification modification, boolean lowest) {
        double[] scores = IntStream.range(0, 8)
                .mapToDouble(key -> modification.score(q, k, key + 1, key))
                .sorted()
                .toArray();
        return lowest ? scores[0] : scores[scores.length - 1];
    }

    private double distinct(String id, int tokens) {
        return Scan.of(Flaws.of(id).subject(), Trial.of(q, k, tokens), Side.QUERY)
                .distinct();
    }

    private double recomputed(Modification modification, int query, int key) {
        return dot(
                modification.recomputed(Side.QUERY, q, query, key), modification.recomputed(Side.KEY, k, query, key));
    }

    private double nearError(Modification modification, int gap) {
        return Math.abs(modification.score(q, k, 8192, 8192 - gap) - recomputed(modification, 8192, 8192 - gap));
    }

    private double largestNearError(Modification modification) {
        return IntStream.rangeClosed(1, 19)
                .mapToDouble(gap -> nearError(modification, gap))
                .max()
                .orElseThrow();
    }

    /** score(m, m) over q·q. */
    private double factor(Modification modification) {
        return modification.score(q, q, SELF, SELF) / dot(q, q);
    }

    /** Angle of the last pair at position 1. */
    private static double slowest(Modification modification) {
        int pairs = modification.geometry().pairs();
        double[] x = new double[modification.geometry().headDim()];
        x[pairs - 1] = 1;
        double[] y = modification.rotated(Side.QUERY, x, 1, 1);
        return StrictMath.atan2(y[2 * pairs - 1], y[pairs - 1]);
    }

    private static double cosError(Modification modification) {
        int position = 1_000_000;
        int pairs = modification.geometry().pairs();
        FrequencySchedule exact = FrequencySchedule.geometric(10_000, 2 * pairs);
        double worst = 0;
        for (int i = 0; i < pairs; i++) {
            double[] x = new double[2 * pairs];
            x[i] = 1;
            double cos = modification.rotated(Side.QUERY, x, position, position)[i];
            worst = Math.max(worst, Math.abs(cos - StrictMath.cos(position * exact.omega(i))));
        }
        return worst;
    }

    /** Frequencies rounded to float32 once, then one product. */
    private static double cosErrorOfOneProduct() {
        int position = 1_000_000;
        FrequencySchedule exact = FrequencySchedule.geometric(10_000, 128);
        RotaryTable table = RotaryTable.of(
                exact.map((i, theta) -> (float) theta),
                new double[] {position},
                1,
                Arithmetic.of("angles=f32,table=f32"));
        return IntStream.range(0, exact.pairs())
                .mapToDouble(i -> Math.abs(table.cos(0, i) - StrictMath.cos(position * exact.omega(i))))
                .max()
                .orElseThrow();
    }

    private static double norm(double[] x) {
        return Math.sqrt(dot(x, x));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += a[c] * b[c];
        }
        return sum;
    }

    /** A number printed with that many decimals: it was rounded. */
    private static Fact recorded(String what, double measured, double printed, int decimals) {
        return new Fact(
                what,
                measured,
                new BigDecimal(printed)
                        .setScale(decimals, RoundingMode.HALF_EVEN)
                        .toPlainString(),
                0.501 * StrictMath.pow(10, -decimals));
    }

    private static Fact exactly(String what, double measured, int printed) {
        return new Fact(what, measured, Integer.toString(printed), 0);
    }

    private static Fact plainly(String what, double measured) {
        return new Fact(what, measured, "", 0);
    }

    /**
     * A number.
     *
     * @param what what was measured
     * @param measured the tool's number
     * @param printed the study's; empty where it has none
     * @param tolerance largest difference of the two: the rounding of the printed one
     */
    record Fact(String what, double measured, String printed, double tolerance) {
        boolean holds() {
            return printed.isEmpty() || Math.abs(measured - Double.parseDouble(printed)) <= tolerance;
        }

        String row() {
            return "| " + what.replace("|", "\\|") + " | " + text(measured) + " | " + printed + " |\n";
        }

        /** Six digits; below the rounding of a score of doubles, which no machine changes, only that it is there. */
        private static String text(double value) {
            if (value == Math.rint(value) && Math.abs(value) < 1e7) {
                return Long.toString((long) value);
            }
            return Math.abs(value) < 1e-9 ? "below 1e-9" : String.format(Locale.ROOT, "%.6g", value);
        }
    }
}
