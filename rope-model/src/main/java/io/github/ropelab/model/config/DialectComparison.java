package io.github.ropelab.model.config;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.model.io.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What another engine makes of the same input.
 *
 * @param dialect the other engine
 * @param text in one sentence
 * @param notes how it read the input
 */
public record DialectComparison(Dialect dialect, String text, List<String> notes) {
    /** Rounding of the same formula; wider differences are real. */
    private static final double SAME = 1e-12;

    /** Copies the notes. */
    public DialectComparison {
        notes = List.copyOf(notes);
    }

    /** Every other dialect against the one that the request asks for. */
    public static List<DialectComparison> of(RopeRequest request) {
        RopeSetup mine = request.resolve();
        List<DialectComparison> all = new ArrayList<>();
        for (Dialect other : Dialect.values()) {
            if (other != mine.dialect()) {
                all.add(compare(request, mine, other));
            }
        }
        request.dialect(mine.dialect());
        return all;
    }

    private static DialectComparison compare(RopeRequest request, RopeSetup mine, Dialect other) {
        try {
            RopeSetup theirs = request.dialect(other).resolve();
            List<String> news = theirs.notes().stream()
                    .filter(note -> !mine.notes().contains(note))
                    .toList();
            return new DialectComparison(other, text(mine, theirs), news);
        } catch (InvalidParameter | InvalidInput e) {
            return new DialectComparison(other, "refuses it: " + reason(e), List.of());
        }
    }

    private static String reason(RuntimeException e) {
        return e instanceof InvalidInput input ? input.problems().get(0).toString() : e.getMessage();
    }

    private static String text(RopeSetup mine, RopeSetup theirs) {
        PositionEncoding a = mine.encoding();
        PositionEncoding b = theirs.encoding();
        List<String> differences = new ArrayList<>();
        Lengths mineSeen = mine.context().lengths();
        Lengths theirsSeen = theirs.context().lengths();
        if (mine.strategy().dynamic() && mineSeen.current() != theirsSeen.current()) {
            differences.add("its formulas see length " + theirsSeen.current() + " instead of " + mineSeen.current());
        }
        if (mineSeen.trained() != theirsSeen.trained()) {
            differences.add("trained length " + theirsSeen.trained() + " instead of " + mineSeen.trained());
        }
        if (a.frequencies().pairs() != b.frequencies().pairs()) {
            differences.add(b.frequencies().pairs() + " pairs instead of "
                    + a.frequencies().pairs());
        } else {
            frequencies(a.frequencies(), b.frequencies(), differences);
        }
        double scale = b.attention().amplitude() / a.attention().amplitude();
        if (Math.abs(scale - 1) > SAME) {
            differences.add("attention factor " + number(b.attention().amplitude()) + " instead of "
                    + number(a.attention().amplitude()));
        }
        if (!a.attention().logit().equals(b.attention().logit())) {
            differences.add("logit scale " + b.attention().logit().formula() + " instead of "
                    + a.attention().logit().formula());
        }
        if (!a.positions().equals(b.positions())) {
            differences.add("other position maps");
        }
        if (!a.axes().equals(b.axes())) {
            differences.add("other position axes for some pairs");
        }
        return differences.isEmpty() ? "the same" : String.join("; ", differences);
    }

    private static void frequencies(FrequencySchedule a, FrequencySchedule b, List<String> differences) {
        int changed = 0;
        int worst = 0;
        double largest = 0;
        for (int i = 0; i < a.pairs(); i++) {
            double difference = Math.abs(b.omega(i) - a.omega(i)) / Math.max(a.omega(i), Double.MIN_NORMAL);
            changed += difference > SAME ? 1 : 0;
            if (difference > largest) {
                largest = difference;
                worst = i;
            }
        }
        if (changed > 0) {
            differences.add(String.format(
                    Locale.ROOT,
                    "%d of %d frequencies differ, most at pair %d: %.4g instead of %.4g rad/token",
                    changed,
                    a.pairs(),
                    worst,
                    b.omega(worst),
                    a.omega(worst)));
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }
}
