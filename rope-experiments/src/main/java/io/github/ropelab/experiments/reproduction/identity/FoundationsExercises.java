package io.github.ropelab.experiments.reproduction.identity;

import static io.github.ropelab.experiments.published.Published.computed;
import static io.github.ropelab.experiments.published.Published.stated;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.analysis.EffectivePositions;
import io.github.ropelab.core.analysis.equivalence.Equivalence;
import io.github.ropelab.core.analysis.equivalence.PositionParameter;
import io.github.ropelab.core.analysis.equivalence.Verdict;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Chart.Axis;
import io.github.ropelab.experiments.published.Chart.Mark;
import io.github.ropelab.experiments.published.Citation;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.published.Description;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.published.Reading;
import io.github.ropelab.experiments.reproduction.frame.Publications;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import io.github.ropelab.experiments.reproduction.frame.Reproduction;
import io.github.ropelab.experiments.reproduction.frame.Rope;
import io.github.ropelab.experiments.reproduction.frame.Work;
import java.util.ArrayList;
import java.util.List;

/** Exercises on position interpolation that go with the book Foundations of Large Language Models. */
public final class FoundationsExercises implements Reproduction {
    private static final int TRAINED = FlawedRotation.TRAINED;
    private static final int TARGET = FlawedRotation.TOKENS;
    private static final int OFFSET = 1000;
    private static final Rope ROPE = new Rope(128, 10_000, new Lengths(TRAINED, TARGET, TARGET));

    /**
     * Two names and how alike they are.
     *
     * @param a strategy as on the command line
     * @param b strategy as on the command line
     * @param verdict what the exercise says
     */
    private record Pair(String a, String b, Verdict verdict) {
        Verdict found() {
            return Equivalence.of(parameter(a), parameter(b), TARGET).verdict();
        }

        private static PositionParameter parameter(String strategy) {
            return PositionParameter.of(ROPE.encode(strategy), ROPE.context());
        }
    }

    private static final List<Pair> PAIRS = List.of(
            new Pair("linear:factor=4", "dynamic_linear", Verdict.IDENTICAL),
            new Pair("ntk_aware:factor=4", "abf:base=40889.94243248622", Verdict.IDENTICAL),
            new Pair("none", "linear:factor=1", Verdict.IDENTICAL),
            new Pair("none", "offset:offset=1000", Verdict.SAME_SCORES),
            new Pair("yarn:factor=4", "ntk_by_parts:factor=4", Verdict.SAME_UP_TO_TEMPERATURE),
            new Pair("linear:factor=4", "linear_align_corners", Verdict.DIFFERENT),
            new Pair("linear:factor=4", "ntk_aware:factor=4", Verdict.DIFFERENT));

    @Override
    public Description description() {
        return new Description(
                "foundations-exercises",
                "Exercises on position interpolation",
                "Every modification of RoPE is a new position parameter: 2048 to 8192 tokens sends position 4096 to 1024θ, and an offset to (i + c)θ.",
                List.of(
                        Citation.web(
                                "onecademy2026foundations",
                                "{1cademy contributors}",
                                2026,
                                "Foundations of Large Language Models Course",
                                "https://1cademy.com/node/general-equivalence-formula-for-modified-rope/iWBysweL9di8O1tmaznN",
                                "nodes on modified RoPE, linear interpolation, period and base scaling, and the exercises that they link",
                                Reading.QUOTED,
                                "the questions were read in stored copies of the pages, their answers were not; of the exercise on a "
                                        + "flawed modification only the title was found"),
                        Publications.FOUNDATIONS.at(
                                "chapter 2, on rotary embeddings and position interpolation",
                                Reading.QUOTED,
                                "its formulas are quoted in the pages of the 1cademy course on the book")),
                "Ro'(x, iθ) = Ro(x, iθ');  interpolation iθ' = (m_l/m)·iθ, T' = (m/m_l)·T;  base λb with λ = (m/m_l)^(d/(d-2));  offset iθ' = (i + c)θ",
                "Effective positions and periods of the catalogue's strategies, m_l = 2048 and m = 8192, d = 128 unless stated, base 10,000; verdicts "
                        + "of the comparison of every position and pair; scores of flawed modifications in double precision with vectors that "
                        + "NumPy drew (seed 0, d = 64) and used for the same flaws.",
                """
                The exercises are not in the book: they are those of the 1cademy course that follows it.

                **The last position.** A text of m tokens has the positions 0 to m - 1. Interpolation by m_l/m sends the last one to
                m_l - m_l/m = 2047.75, *beyond* the last trained position, m_l - 1 = 2047, by 0.75. A statement that the end of the new sequence
                lands on m_l counts from 1: position 8192 goes to 2048 exactly. The scale that keeps 0 to m - 1 inside of 0 to
                m_l - 1 is (m_l - 1)/(m - 1).

                **Base and interpolation.** λ is chosen so that the slowest pair's period grows by exactly m/m_l; the fastest keeps its period. So
                a larger base is *no* interpolation of positions: it is one of each pair's own.

                **A flawed modification.** Only what multiplies i by one number per pair, the same for queries and keys, up to one common offset, keeps
                scores a function of the distance. The table says which checks see the others. A test of shift invariance alone passes two of
                them: a vector that is divided by 4 in the place of its position (every score is 1/16 of the plain one) and an offset of 37 on the
                query only (the score at distance 100 is the true one of distance 137). Positions that wrap at the trained
                length are in the trained range and still wrong: a query at 2100 sees a key at 2000 as if it stood 1948
                tokens *after* it. The six shifts of the spreads all miss that border; only a text that crosses it shows the mistake.
                """,
                0.5);
    }

    @Override
    public List<Published> published() {
        List<Published> published = new ArrayList<>();
        String exact = "a division by a power of two";
        published.add(stated("position-4096", "argument of position 4096 after interpolation, in θ", "tokens", 1024)
                .exactly(exact));
        published.add(stated("last", "argument of the last position, 8191", "tokens", 2047.75)
                .exactly(exact));
        published.add(stated("last-beyond", "how far that is beyond the last trained position", "tokens", 0.75)
                .exactly(exact));
        published.add(
                stated("last-from-one", "argument of position 8192, the last one if counted from 1", "tokens", 2048)
                        .exactly(exact));
        published.add(stated("aligned", "argument of position 8191 with the scale (m_l - 1)/(m - 1)", "tokens", 2047)
                .within(1e-12, "one product and one division"));
        published.add(stated("period", "period of a pair whose period was 100, after interpolation", "tokens", 400)
                .exactly(exact));
        published.add(computed("lambda-128", "λ for d = 128", "1", 4.088994243248622)
                .within(1e-12, "a power in double precision"));
        published.add(computed("lambda-64", "λ for d = 64", "1", 4.1829365928899485)
                .within(1e-12, "a power in double precision"));
        published.add(stated("slowest-period", "period of the slowest pair with base λb over that with b", "1", 4)
                .within(1e-12, "quotients of powers"));
        published.add(
                stated("fastest-period", "the same of the fastest pair", "1", 1).exactly("b^0 is 1"));
        published.add(stated("offset-argument", "argument of position 4096 with an offset of 1000", "tokens", 5096)
                .exactly("a sum of whole numbers"));
        published.add(stated("offset-distance", "distance of query 4096 and key 3996 with that offset", "tokens", 100)
                .exactly("a difference of whole numbers"));
        published.add(stated("verdicts-off", "pairs of names that are not as alike as said", "pairs", 0)
                .exactly("a count"));
        FlawExercise.publish(published);
        return published;
    }

    @Override
    public Recomputed compute(Work work) {
        Recomputed recomputed = new Recomputed();
        positions(recomputed);
        periods(recomputed);
        FlawExercise.compute(recomputed, work.data());
        return recomputed
                .add(equivalences(recomputed))
                .add(
                        arguments(),
                        Chart.lines(
                                        "arguments",
                                        "Argument that a position is rotated by, in units of θ, for a text of 8192 tokens after training on 2048. "
                                                + "Interpolation ends 0.75 beyond the last trained position, too little to see here. Wrapped positions are "
                                                + "those of RoPE up to 2047.",
                                        "arguments",
                                        new Axis("position", "position (tokens)"),
                                        new Axis("argument", "argument (θ)"),
                                        "modification")
                                .levelled(new Mark(TRAINED - 1, "last trained position")));
    }

    private static double argument(String strategy, int position) {
        PositionEncoding encoding = ROPE.encode(strategy);
        double mapped =
                encoding.positions().branchFor(position, position).query().at(position);
        return EffectivePositions.of(encoding, ROPE.context()).at(mapped, 0);
    }

    private static void positions(Recomputed recomputed) {
        double last = argument("linear", TARGET - 1);
        recomputed
                .put("position-4096", argument("linear", 4096))
                .put("last", last)
                .put("last-beyond", last - (TRAINED - 1))
                .put("last-from-one", argument("linear", TARGET))
                .put("aligned", argument("linear_align_corners", TARGET - 1))
                .put("offset-argument", argument("offset:offset=" + OFFSET, 4096))
                .put(
                        "offset-distance",
                        argument("offset:offset=" + OFFSET, 4096) - argument("offset:offset=" + OFFSET, 3996));
    }

    private static void periods(Recomputed recomputed) {
        FrequencySchedule theta = ROPE.frequencies("none");
        FrequencySchedule linear = ROPE.frequencies("linear");
        FrequencySchedule ntk = ROPE.frequencies("ntk_aware:factor=4");
        int slowest = theta.pairs() - 1;
        recomputed
                .put("period", 100 * (linear.wavelength(slowest) / theta.wavelength(slowest)))
                .put("lambda-128", new IdentityHead(128, 10_000).lambda())
                .put("lambda-64", new IdentityHead(64, 10_000).lambda())
                .put("slowest-period", ntk.wavelength(slowest) / theta.wavelength(slowest))
                .put("fastest-period", ntk.wavelength(0) / theta.wavelength(0));
    }

    private static DataTable equivalences(Recomputed recomputed) {
        DataTable.Rows rows = DataTable.titled("equivalences", "Which names are one modification")
                .column("a", "strategy")
                .column("b", "strategy")
                .column("said", "how alike they are said to be")
                .column("found", "verdict over 8192 positions and all pairs");
        int off = 0;
        for (Pair pair : PAIRS) {
            Verdict found = pair.found();
            off += found == pair.verdict() ? 0 : 1;
            rows.row(pair.a(), pair.b(), pair.verdict().id(), found.id());
        }
        recomputed.put("verdicts-off", off);
        return rows.table();
    }

    private static DataTable arguments() {
        DataTable.Rows rows = DataTable.titled("arguments", "Argument by position")
                .column("modification", "what is done to the position")
                .column("position", "tokens")
                .column("argument", "in units of θ");
        for (String[] named :
                new String[][] {{"RoPE", "none"}, {"interpolation", "linear"}, {"offset 1000", "offset:offset=1000"}}) {
            for (int i = 0; i < TARGET; i += i + 128 == TARGET ? 127 : 128) {
                rows.row(named[0], i, argument(named[1], i));
            }
        }
        for (int i = 0; i < TARGET; i++) {
            if (i % TRAINED % 128 == 0 || (i + 1) % TRAINED == 0) {
                rows.row("wrapped at 2048", i, (double) (i % TRAINED));
            }
        }
        return rows.table();
    }
}
