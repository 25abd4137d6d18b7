package io.github.ropelab.core.analysis.equivalence;

import io.github.ropelab.core.Branch;
import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.PairAxes;
import io.github.ropelab.core.Piecewise;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.Uniform;
import io.github.ropelab.core.kernel.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The position parameter iθ' of a modification: the angle by which pair k of a vector at position i turns, Ro_new(x, iθ) =
 * Ro(x, iθ'). For an affine position map it is slope_k·i + offset_k. Schemes with branches have one for each branch and side.
 */
public final class PositionParameter {
    /** More runs of pairs on one axis than this are listed pair by pair. */
    private static final int MOST_RUNS = 6;

    private final PositionEncoding encoding;
    private final RopeContext context;

    private PositionParameter(PositionEncoding encoding, RopeContext context) {
        this.encoding = encoding;
        this.context = context;
    }

    /** The position parameter of an encoding that was made in {@code context}. */
    public static PositionParameter of(PositionEncoding encoding, RopeContext context) {
        InvalidParameter.require(
                encoding.frequencies().pairs() == context.geometry().pairs(),
                "frequencies",
                encoding.frequencies().pairs(),
                "have " + context.geometry().pairs() + " pairs");
        return new PositionParameter(encoding, context);
    }

    /** What it is the position parameter of. */
    public PositionEncoding encoding() {
        return encoding;
    }

    /** Where the encoding was made. */
    public RopeContext context() {
        return context;
    }

    /** Whether one branch scores all cells and its maps are affine, so that slopes and offsets say everything. */
    public boolean affine() {
        return encoding.positions() instanceof Uniform uniform
                && uniform.branch().query().slope().isPresent()
                && uniform.branch().key().slope().isPresent();
    }

    /** slope_k, radians per token; empty where the map of this side is not affine. */
    public OptionalDouble slope(Branch branch, Side side, int pair) {
        OptionalDouble tokens = side.map(branch).slope();
        return tokens.isPresent()
                ? OptionalDouble.of(encoding.frequencies().omega(pair) * tokens.getAsDouble())
                : tokens;
    }

    /** offset_k, radians; empty where the map of this side is not affine. */
    public OptionalDouble offset(Branch branch, Side side, int pair) {
        return side.map(branch).slope().isPresent()
                ? OptionalDouble.of(
                        encoding.frequencies().omega(pair) * side.map(branch).at(0))
                : OptionalDouble.empty();
    }

    /** The same with all pairs on one position axis, as text has it. */
    PositionParameter onText() {
        return new PositionParameter(
                new PositionEncoding(
                        encoding.frequencies(),
                        encoding.positions(),
                        encoding.attention(),
                        encoding.radial(),
                        PairAxes.single(),
                        encoding.trace()),
                context);
    }

    /**
     * iθ' in closed form for people: i is the position (j that of the key in conditions), k the pair, d the rotary width, and θ
     * stands for {@code base^(-2k/d)}. Found from the encoding alone: equal encodings have equal texts.
     *
     * @param base what θ is made of; the context's, or that of another modification that this one is set against
     */
    public String text(double base) {
        FrequencySchedule theta =
                FrequencySchedule.geometric(base, context.geometry().rotaryDim());
        FrequencyForm form = FrequencyForm.of(encoding.frequencies(), theta);
        List<String> branches = new ArrayList<>();
        for (Branch branch : encoding.positions().branches()) {
            branches.add(text(form, branch));
        }
        if (encoding.positions() instanceof Piecewise piecewise) {
            for (int b = 0; b < branches.size(); b++) {
                branches.set(b, piecewise.selector().condition(b) + ": " + branches.get(b));
            }
        }
        return String.join(" | ", branches) + axes() + growth();
    }

    private static String text(FrequencyForm form, Branch branch) {
        String query = form.angle(branch.query().formula());
        return branch.query().equals(branch.key())
                ? query
                : "query " + query + ", key " + form.angle(branch.key().formula());
    }

    private String axes() {
        PairAxes axes = encoding.axes();
        if (axes.count() == 1) {
            return "";
        }
        List<String> runs = new ArrayList<>();
        int first = 0;
        for (int k = 1; k <= axes.axes().size(); k++) {
            if (k == axes.axes().size() || axes.of(k) != axes.of(first)) {
                runs.add(axes.of(first) + " for k " + (first == k - 1 ? "" : first + "-") + (k - 1));
                first = k;
            }
        }
        return runs.size() <= MOST_RUNS
                ? ", i on axis " + String.join(", ", runs)
                : ", i on the axes " + axes.axes() + " of the pairs";
    }

    private String growth() {
        if (encoding.radial().isNone()) {
            return "";
        }
        int last = encoding.frequencies().pairs() - 1;
        return ", query × e^(g_k·p), key × e^(-g_k·p), p the angle's position, g_k from "
                + FrequencyForm.digits(encoding.radial().growth(0)) + " to "
                + FrequencyForm.digits(encoding.radial().growth(last));
    }
}
