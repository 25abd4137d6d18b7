package io.github.ropelab.explorer;

import io.github.ropelab.core.Branch;
import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.LogitScale;
import io.github.ropelab.core.Numbers;
import io.github.ropelab.core.Piecewise;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.PositionMap;
import io.github.ropelab.core.PositionScheme;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.analysis.EffectivePositions;
import io.github.ropelab.core.analysis.PairBand;
import io.github.ropelab.core.analysis.TrainedRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What an encoding does, in a few sentences. */
final class InShort {
    /** Significant digits of factors, and of distances, which are compared with whole tokens. */
    private static final int FACTOR_DIGITS = 5;

    private static final int TOKEN_DIGITS = 9;

    private final PositionEncoding encoding;
    private final RopeContext context;
    private final EffectivePositions effective;

    InShort(PositionEncoding encoding, RopeContext context) {
        this.encoding = encoding;
        this.context = context;
        this.effective = EffectivePositions.of(encoding, context);
    }

    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add("Pairs: "
                + PairBand.of(encoding, context).stream().map(this::band).collect(Collectors.joining("; ")) + ".");
        positions(sentences);
        double amplitude = encoding.attention().amplitude();
        if (amplitude != 1) {
            sentences.add("cos and sin × " + rounded(amplitude) + ": scores of rotated components × "
                    + rounded(amplitude * amplitude) + ".");
        }
        LogitScale logit = encoding.attention().logit();
        if (!logit.constant() || logit.at(0) != 1) {
            int last = context.lengths().current() - 1;
            sentences.add("Whole logit × " + logit.formula()
                    + (logit.constant() ? "." : ", " + rounded(logit.at(last)) + " at position " + last + "."));
        }
        if (!encoding.radial().isNone()) {
            sentences.add("Queries grow and keys shrink with the position, which no curve here shows.");
        }
        if (encoding.axes().count() > 1) {
            sentences.add("Pairs read " + encoding.axes().count() + " position axes, alike for text, as drawn here.");
        }
        sentences.add(newAngles());
        sentences.add(trainedRange());
        return sentences;
    }

    private String band(PairBand band) {
        double first = effective.ratio(band.first());
        double last = effective.ratio(band.last());
        String ratios = rounded(first).equals(rounded(last)) ? rounded(first) : rounded(first) + " to " + rounded(last);
        boolean plain = band.treatment() == PairBand.Treatment.KEPT || band.treatment() == PairBand.Treatment.STOPPED;
        return (band.first() == band.last() ? "" + band.first() : band.first() + "–" + band.last()) + " "
                + band.treatment().text() + (plain ? "" : " (frequency × " + ratios + ")");
    }

    private void positions(List<String> sentences) {
        PositionScheme scheme = encoding.positions();
        for (int i = 0; i < scheme.branches().size(); i++) {
            Branch branch = scheme.branches().get(i);
            boolean identity = branch.query() instanceof PositionMap.Identity
                    && branch.key().equals(branch.query());
            if (scheme instanceof Piecewise piecewise) {
                sentences.add("Where " + piecewise.selector().condition(i) + ": " + maps(branch) + ".");
            } else if (!identity) {
                sentences.add("Everywhere: " + maps(branch) + ".");
            }
        }
    }

    private static String maps(Branch branch) {
        return "query i → " + branch.query().formula() + ", key i → "
                + branch.key().formula();
    }

    private String newAngles() {
        FrequencySchedule base = context.baseFrequencies();
        int slow = 0;
        for (int i = 0; i < base.pairs(); i++) {
            slow += base.wavelength(i) > context.lengths().trained() ? 1 : 0;
        }
        return slow + " of " + base.pairs()
                + " pairs made no full turn within the trained length: new angles beyond it.";
    }

    private String trainedRange() {
        TrainedRange range =
                TrainedRange.of(encoding, context, context.lengths().current() - 1);
        return "The query at " + range.query() + " sees effective distances up to "
                + tokens(range.maxEffectiveDistance())
                + (effective.commonRatio().isPresent() ? "" : " (of the least slowed pair)")
                + (range.inside()
                        ? ": inside the trained range [0, " + range.limit() + "]."
                        : ": beyond the trained range [0, " + range.limit() + "] by " + tokens(range.excess()) + ".");
    }

    private static String rounded(double factor) {
        return rounded(factor, FACTOR_DIGITS);
    }

    private static String tokens(double distance) {
        return rounded(distance, TOKEN_DIGITS);
    }

    /** Some significant digits; whole numbers as they are. */
    private static String rounded(double value, int digits) {
        if (value == Math.rint(value)) {
            return Numbers.plain(value);
        }
        int places = digits - 1 - (int) Math.floor(StrictMath.log10(Math.abs(value)));
        if (places > 15) {
            return Double.toString(value);
        }
        double unit = StrictMath.pow(10, Math.max(0, places));
        return Numbers.plain(Math.rint(value * unit) / unit);
    }
}
