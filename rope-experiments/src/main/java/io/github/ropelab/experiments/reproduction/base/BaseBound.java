package io.github.ropelab.experiments.reproduction.base;

import static io.github.ropelab.experiments.published.Published.computed;
import static io.github.ropelab.experiments.published.Published.later;
import static io.github.ropelab.experiments.published.Published.printed;
import static io.github.ropelab.experiments.published.Published.stated;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Chart.Axis;
import io.github.ropelab.experiments.published.Chart.Scale;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.published.Description;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import io.github.ropelab.experiments.reproduction.frame.Reproduction;
import io.github.ropelab.experiments.reproduction.frame.Work;
import java.util.ArrayList;
import java.util.List;

/** Base of RoPE Bounds Context Length: the smallest base per length, and the intervals of good bases. */
public final class BaseBound implements Reproduction {
    private static final String FINDINGS = """
            **The good bases are no half-line.** At L = 1,024 they are three intervals, at 8,192 thirty-five below 10⁶, and the
            first one is often less than a thousandth of a base wide. So bisection in the base is wrong, a grid sees only the
            intervals that it hits, and a bound must be given with its interval.

            **How b\\* is proved here.** With t = ln b, x_i = 2i/d, θ_i = b^(-x_i) and M(t) = Σ (mθ_i x_i)² + mθ_i x_i², which
            falls with t, |B''| ≤ M from t on, so B(t+δ) ≤ B + B'δ + Mδ²/2. If B(m) < 0, no base up to the positive root δ is
            good. The sweep goes from b = 1.001 upwards by such steps and stops where all B(m) > 0; so nothing below b\\* is good
            but, possibly, intervals narrower than 10⁻¹² of a base where the sweep could not decide. `edges-wrong` decides both
            sides of every edge again by the decay curve of the core.

            **Seven of the paper's eleven values are too large.** Each is refuted by a smaller base that keeps the condition at
            every m < L. They are upper bounds from an enumeration of bases; as the later post tells, the authors compute the
            largest L of each enumerated base, so intervals between its bases are not seen. The later post's eleven values hold.

            **A rounded value does not keep the condition.** For seven of eleven lengths the paper's printed base itself has a
            negative B(m) at some m < L: two digits leave the interval.

            **At 256k and beyond** the values of the post and of our second implementation are upper bounds from grids. The sweep
            decides these lengths too, with `--full`; at 1M it finds an interval below the best grid point.

            **The fit** of figure 1 is the least-squares line of the paper's own rounded table in log-log axes, x = 1024·k. The
            smallest bases give 0.1403·x^1.481 (1k to 1M, with `--full`): the missed intervals made the bound look steeper than
            it is.

            The estimate for d → ∞, f_b(m) ≈ (d/2)(Ci(m) - Ci(m/b))/ln b with b ≥ L/0.6165, lies far below b\\* everywhere.
            """;

    @Override
    public Description description() {
        return new Description(
                "base-bound",
                "Base of RoPE bounds context length",
                "For a context of L tokens the RoPE base has a lower bound, which grows as 0.0424·L^1.628.",
                List.of(
                        MenDecay.paper("table of lower bounds per context length; figure 1 (fit)"),
                        MenDecay.post("table; inequality and infimum; section on the asymptotic estimate")),
                "b* = inf { b : B(m) = Σ_{i=0..d/2-1} cos(m·b^(-2i/d)) ≥ 0 for all integers 0 ≤ m < L },  L = 1024·k",
                "A sweep over all bases above 1.001 by steps that are proved to skip no good base, d = 128 and 64; edges "
                        + "checked again with the core's decay curve. 1k to 64k as usual, 128k to 1M in full. All intervals "
                        + "below 10⁶ at 1k to 8k; the first interval elsewhere.",
                FINDINGS,
                8);
    }

    @Override
    public List<Published> published() {
        List<Published> published = new ArrayList<>();
        for (BaseBoundTable row : BaseBoundTable.ROWS) {
            published.addAll(row.published());
        }
        published.add(printed("fit-factor", "factor of the fit to the paper's own table", "1", 0.0424)
                .withinShare(0.01, "two-digit bases in the fit"));
        published.add(printed("fit-exponent", "exponent of the fit to the paper's own table", "1", 1.628)
                .within(0.001, "two-digit bases in the fit"));
        published.add(computed("post-fit-factor", "factor of the fit to the later post's table", "1", 0.1439)
                .within(5e-5, "half a unit of the last digit"));
        published.add(computed("post-fit-exponent", "exponent of the fit to the later post's table", "1", 1.479)
                .within(5e-4, "half a unit of the last digit"));
        published.add(computed("tight-factor", "factor of the fit to the smallest bases, 1k to 1M", "1", 0.140273)
                .withinShare(1e-3, "the second implementation has grid bounds from 256k on")
                .onlyInFull());
        published.add(computed("tight-exponent", "exponent of the fit to the smallest bases, 1k to 1M", "1", 1.481024)
                .within(1e-4, "the second implementation has grid bounds from 256k on")
                .onlyInFull());
        published.add(later("ci-zero", "first zero x0 of the cosine integral", "1", 0.6165)
                .between(0.6165, 0.6166, "printed as 0.6165..., cut off"));
        published.add(stated("asymptote-above", "lengths at which L/x0 is not below the smallest base", "lengths", 0)
                .exactly("the post: the estimate is smaller than the numeric result"));
        published.add(stated("post-start-bad", "lengths at which the post's first base 1000·L is bad", "lengths", 0)
                .exactly("the post: b = 1000·L keeps the condition up to 10^6"));
        published.add(computed("paper-base-bad", "lengths at which the paper's printed base is bad", "lengths", 7)
                .exactly("a count"));
        published.add(stated("edges-wrong", "first intervals that the decay curve of the core refutes", "intervals", 0)
                .exactly("an edge is where a sign changes; looked at 10^-9 inside and outside"));
        return published;
    }

    @Override
    public Recomputed compute(Work work) {
        List<BaseBoundTable> rows = BaseBoundTable.of(work.full());
        BaseBoundSearch search = BaseBoundSearch.run(rows, work);
        Recomputed recomputed = new Recomputed();
        DataTable.Rows lengths = DataTable.titled("lengths", "Smallest good base and its interval by length")
                .column("length", "L, tokens")
                .column("dim", "d")
                .column("base", "smallest good base b*")
                .column("end", "where its interval ends")
                .column("relative_width", "of that interval")
                .column("paper_base", "printed by the paper")
                .column("first_negative_of_paper_base", "m, tokens");
        double zero = CosineIntegral.firstZero();
        double[] x = new double[rows.size()];
        double[] tight = new double[rows.size()];
        int above = 0;
        int startBad = 0;
        int edges = 0;
        for (int i = 0; i < rows.size(); i++) {
            BaseBoundTable row = rows.get(i);
            BaseSweep.Interval first = search.first(128, row.length());
            row.put(recomputed, search);
            x[i] = row.length();
            tight[i] = first.from();
            above += row.length() / zero < first.from() ? 0 : 1;
            startBad += good(1000.0 * row.length(), 128, row.length()) ? 0 : 1;
            edges += holds(first, 128, row.length()) ? 0 : 1;
            lengths.row(
                    row.length(),
                    128,
                    first.from(),
                    first.to(),
                    first.to() / first.from() - 1,
                    row.paper(),
                    row.firstNegativeOfPaperBase());
        }
        for (BaseBoundTable row : rows) {
            if (row.narrow() > 0) {
                BaseSweep.Interval first = search.first(64, row.length());
                edges += holds(first, 64, row.length()) ? 0 : 1;
                lengths.row(row.length(), 64, first.from(), first.to(), first.to() / first.from() - 1, null, null);
            }
        }
        int paperBad = 0;
        for (BaseBoundTable row : BaseBoundTable.ROWS) {
            int negative = row.firstNegativeOfPaperBase();
            recomputed.put("first-negative-" + row.k() + "k", negative);
            paperBad += negative < row.length() ? 1 : 0;
        }
        PowerFit fit = BaseBoundTable.fit(BaseBoundTable::paper);
        PowerFit postFit = BaseBoundTable.fit(BaseBoundTable::post);
        recomputed
                .put("fit-factor", fit.factor())
                .put("fit-exponent", fit.exponent())
                .put("post-fit-factor", postFit.factor())
                .put("post-fit-exponent", postFit.exponent())
                .put("ci-zero", zero)
                .put("asymptote-above", above)
                .put("post-start-bad", startBad)
                .put("paper-base-bad", paperBad)
                .put("edges-wrong", edges);
        if (work.full()) {
            PowerFit own = PowerFit.of(x, tight);
            recomputed.put("tight-factor", own.factor()).put("tight-exponent", own.exponent());
        }
        recomputed.add(bases(rows, search, fit), basesChart()).add(lengths.table());
        return recomputed.add(search.intervals()).add(search.lowest(), search.lowestChart());
    }

    private static DataTable bases(List<BaseBoundTable> rows, BaseBoundSearch search, PowerFit fit) {
        DataTable.Rows bases = DataTable.titled("bases", "Smallest base by length and source")
                .column("length", "L, tokens")
                .column("source", "who gives it")
                .column("base", "b*")
                .column("ratio", "b* over the one found here");
        for (BaseBoundTable row : rows) {
            double here = search.first(128, row.length()).from();
            bases.row(row.length(), "paper", row.paper(), row.paper() / here);
            bases.row(row.length(), "later post", row.post(), row.post() / here);
            bases.row(row.length(), "paper's fit", fit.at(row.length()), fit.at(row.length()) / here);
            bases.row(row.length(), "here, d = 128", here, null);
        }
        return bases.table();
    }

    private static Chart basesChart() {
        return Chart.lines(
                        "bases",
                        "Smallest base that keeps B(m) ≥ 0 at all distances of a context of L tokens, d = 128, over the one found here: as "
                                + "the paper and the later post print it, and the power law fitted to the paper's values. The post lies "
                                + "close to this search; the paper's bases are larger at some lengths, and its power law is off both ways.",
                        "bases",
                        new Axis("length", "context length L (tokens)", Scale.LOG2),
                        new Axis("ratio", "base over the smallest here"),
                        "source")
                .levelled(new Chart.Mark(1, "found here"));
    }

    private static boolean good(double base, int width, int length) {
        return MenDecay.firstNegative(FrequencySchedule.geometric(base, width), length - 1) == length;
    }

    private static boolean holds(BaseSweep.Interval first, int width, int length) {
        double off = 1e-9;
        return good(first.from() * (1 + off), width, length)
                && !good(first.from() * (1 - off), width, length)
                && good(first.to() * (1 - off), width, length)
                && !good(first.to() * (1 + off), width, length);
    }
}
