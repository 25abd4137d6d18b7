package io.github.ropelab.core.analysis.equivalence;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Frequencies ω_k in closed form for people, against the unmodified θ_k: {@code (1/4)·iθ}, {@code i·40889.94243^(-2k/d)}, or
 * bands of pairs. Found from the numbers alone, so that equal frequencies have equal texts whatever made them.
 */
final class FrequencyForm {
    /** More bands than this are given as one. */
    private static final int MOST_BANDS = 6;

    private final List<Band> bands;

    private FrequencyForm(List<Band> bands) {
        this.bands = bands;
    }

    private enum Kind {
        STILL,
        ONE_RATIO,
        GEOMETRIC,
        VARYING
    }

    /** Pairs first to last, whose angle at position p is {@code before + p + after}; a still band turns by 0. */
    private record Band(Kind kind, int first, int last, String before, String after) {
        String angle(String position) {
            return kind == Kind.STILL || position.equals("0") ? "0" : before + position + after;
        }
    }

    static FrequencyForm of(FrequencySchedule omega, FrequencySchedule theta) {
        int last = omega.pairs() - 1;
        List<Band> bands = byRatio(omega, theta);
        if (bands.size() > 1 || bands.get(0).kind() == Kind.VARYING) {
            double base =
                    StrictMath.pow(omega.omega(0) / omega.omega(last), omega.pairs() / (double) Math.max(1, last));
            if (omega.omega(last) > 0 && isGeometric(omega, base)) {
                double first = omega.omega(0);
                String factor = Rounding.sameFactor(first, 1) ? "" : digits(first) + "·";
                return new FrequencyForm(
                        List.of(new Band(Kind.GEOMETRIC, 0, last, factor, "·" + digits(base) + "^(-2k/d)")));
            }
        }
        return new FrequencyForm(bands.size() <= MOST_BANDS ? bands : List.of(varying(omega, theta, 0, last)));
    }

    /** ω_k = ω_0·base^(-2k/d) for all k, within the rounding of a base that was found from two of them. */
    private static boolean isGeometric(FrequencySchedule omega, double base) {
        for (int k = 0; k < omega.pairs(); k++) {
            double expected = omega.omega(0) * StrictMath.pow(base, -(double) k / omega.pairs());
            if (!(Math.abs(omega.omega(k) - expected) <= 4 * Rounding.RELATIVE * expected)) {
                return false;
            }
        }
        return base > 1;
    }

    /** Runs of at least two pairs with one ratio to θ, or of kept or still ones, and what lies between them. */
    private static List<Band> byRatio(FrequencySchedule omega, FrequencySchedule theta) {
        List<Band> bands = new ArrayList<>();
        int varyingFrom = 0;
        int k = 0;
        while (k < omega.pairs()) {
            double ratio = omega.omega(k) / theta.omega(k);
            int end = k + 1;
            while (end < omega.pairs() && Rounding.sameFactor(omega.omega(end) / theta.omega(end), ratio)) {
                end++;
            }
            if (end - k > 1 || ratio == 0 || Rounding.sameFactor(ratio, 1) || omega.pairs() == 1) {
                if (varyingFrom < k) {
                    bands.add(varying(omega, theta, varyingFrom, k - 1));
                }
                bands.add(new Band(ratio == 0 ? Kind.STILL : Kind.ONE_RATIO, k, end - 1, factor(ratio), "θ"));
                varyingFrom = end;
            }
            k = end;
        }
        if (varyingFrom < omega.pairs()) {
            bands.add(varying(omega, theta, varyingFrom, omega.pairs() - 1));
        }
        return bands;
    }

    private static Band varying(FrequencySchedule omega, FrequencySchedule theta, int first, int last) {
        String from = digits(omega.omega(first) / theta.omega(first));
        String to = digits(omega.omega(last) / theta.omega(last));
        String range = first == last ? "= " + from : "from " + from + " to " + to;
        return new Band(Kind.VARYING, first, last, "", "θ·r_k, r_k " + range);
    }

    /** {@code (1/4)·}, or nothing for 1. */
    private static String factor(double ratio) {
        if (Rounding.sameFactor(ratio, 1)) {
            return "";
        }
        String inverse = digits(1 / ratio);
        String plain = digits(ratio);
        return ratio < 1 && inverse.length() <= plain.length() ? "(1/" + inverse + ")·" : plain + "·";
    }

    /** Ten significant digits at most. */
    static String digits(double value) {
        return Numbers.plain(Double.parseDouble(String.format(Locale.ROOT, "%.9e", value)));
    }

    /** The angle at a position, all bands. */
    String angle(String position) {
        String in = position.matches("[i\\d.]+") ? position : "(" + position + ")";
        if (bands.size() == 1) {
            return bands.get(0).angle(in);
        }
        List<String> texts = new ArrayList<>();
        for (Band band : bands) {
            String pairs = band.first() == band.last() ? "k " + band.first() : "k " + band.first() + "-" + band.last();
            texts.add(pairs + ": " + band.angle(in));
        }
        String all = String.join("; ", texts);
        return position.equals("0") ? "0" : "{" + all + "}";
    }
}
