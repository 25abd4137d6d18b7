package io.github.ropelab.experiments.reproduction.identity;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Pairing;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * An identity between two ways to write a modification, as a number that it fixes.
 *
 * @param name short, for the check
 * @param family what kind of identity it is
 * @param quantity for people
 * @param row of the identity in {@code data/oracle/identities}, without the head
 * @param expected value
 * @param tolerance absolute
 * @param reason why the tolerance is as wide as it is
 * @param value computed for a head
 */
record Identity(
        String name,
        String family,
        String quantity,
        String row,
        double expected,
        double tolerance,
        String reason,
        ToDoubleFunction<IdentityHead> value) {
    private static final String SCORES = "scores of size 30 at positions up to 8191, in double precision";
    private static final String POWERS = "two ways to round a power";
    private static final String EXACT = "the same operations, or a division by a power of two";

    /** Those that hold for every width and base. */
    static List<Identity> ofEveryHead() {
        return List.of(
                new Identity(
                        "pi-positions",
                        "equivalence",
                        "largest difference of scores, positions divided by 4 against frequencies divided by 4",
                        "PI positions/s == freqs/s (max abs score)",
                        0,
                        1e-9,
                        SCORES,
                        head -> Gaps.absolute(
                                head.scores(head.theta(), 0.25, 0),
                                head.scores(head.frequencies("linear:factor=4"), 1, 0))),
                new Identity(
                        "offset",
                        "invariance",
                        "largest difference of scores, both positions moved by 100,000",
                        "offset invariance +100000",
                        0,
                        1e-7,
                        "angles of 10⁵ radians are rounded to 1.5e-11",
                        head -> Gaps.absolute(plain(head), head.scores(head.theta(), 1, 100_000))),
                new Identity(
                        "relative-form",
                        "equivalence",
                        "largest difference of scores, rotated vectors against the sum over Re(q·conj(k)·e^{iDθ})",
                        "relative form == absolute form",
                        0,
                        1e-8,
                        SCORES,
                        head -> Gaps.absolute(plain(head), head.relativeScores())),
                new Identity(
                        "norm",
                        "invariance",
                        "largest relative change of a vector's length",
                        "norm preservation (rel)",
                        0,
                        1e-13,
                        "sums of 128 squares",
                        IdentityHead::normChange),
                new Identity(
                        "ntk-per-pair",
                        "equivalence",
                        "largest relative difference of frequencies, NTK-aware base for s = 4 against θ_j·s^(-2j/(d-2))",
                        "NTK: theta_j/theta_j == s^(-2j/(d-2)) (max rel)",
                        0,
                        1e-12,
                        POWERS,
                        head -> Gaps.relative(
                                head.frequencies("ntk_aware:factor=4"), scaled(head, 4, head.width() - 2.0))),
                new Identity(
                        "ntk-first-pair",
                        "limit",
                        "NTK-aware frequency over θ, pair 0, s = 4",
                        "NTK pair 0 unchanged",
                        1,
                        1e-15,
                        "b^0 is 1",
                        head -> head.frequencies("ntk_aware:factor=4").omega(0)
                                / head.theta().omega(0)),
                new Identity(
                        "ntk-last-pair",
                        "limit",
                        "NTK-aware frequency over that of position interpolation, last pair, s = 4",
                        "NTK last pair == PI",
                        1,
                        1e-12,
                        POWERS,
                        head -> {
                            int last = head.width() / 2 - 1;
                            return head.frequencies("ntk_aware:factor=4").omega(last)
                                    / head.frequencies("linear:factor=4").omega(last);
                        }),
                new Identity(
                        "pi-composed",
                        "composition",
                        "largest relative difference of frequencies, interpolation by 2 and by 4 against by 8",
                        "PI(2) o PI(4) == PI(8) (rel)",
                        0,
                        0,
                        EXACT,
                        head -> Gaps.relative(
                                head.frequencies("linear:factor=2").map((j, omega) -> omega / 4),
                                head.frequencies("linear:factor=8"))),
                new Identity(
                        "ntk-composed",
                        "composition",
                        "largest relative difference of frequencies, NTK-aware by 2 and by 4 against by 8",
                        "NTK(2) o NTK(4) == NTK(8) (rel)",
                        0,
                        1e-12,
                        POWERS,
                        head -> {
                            double between = head.base() * StrictMath.pow(2, head.width() / (head.width() - 2.0));
                            return Gaps.relative(
                                    new IdentityHead(head.width(), between).frequencies("ntk_aware:factor=4"),
                                    head.frequencies("ntk_aware:factor=8"));
                        }),
                new Identity(
                        "base-change",
                        "equivalence",
                        "largest relative difference of frequencies, base 50·b against θ_j·50^(-2j/d)",
                        "base change b->b2 == per-pair scale (b2/b)^(-2j/d)",
                        0,
                        1e-12,
                        POWERS,
                        head -> Gaps.relative(
                                head.frequencies("abf:base=" + 50 * head.base()), scaled(head, 50, head.width()))),
                new Identity(
                        "factor-one",
                        "limit",
                        "largest relative difference of frequencies to θ, interpolation and NTK-aware with s = 1",
                        "s=1: PI,NTK == identity",
                        0,
                        0,
                        EXACT,
                        head -> DoubleStream.of(
                                        Gaps.relative(head.frequencies("linear:factor=1"), head.theta()),
                                        Gaps.relative(head.frequencies("ntk_aware:factor=1"), head.theta()))
                                .max()
                                .orElseThrow()),
                new Identity(
                        "interleaved",
                        "equivalence",
                        "largest difference of scores, half-split against interleaved pairs of permuted vectors",
                        "interleaved == half-split under permutation",
                        0,
                        1e-9,
                        "the same products, added in another order",
                        head -> Gaps.absolute(plain(head), head.scores(head.theta(), Pairing.INTERLEAVED, 1, 1, 0))),
                new Identity(
                        "amplitude",
                        "temperature",
                        "largest relative difference of scores, 1.2 on cos and sin against 1.2² on the logits",
                        "attention factor m on cos,sin == logits x m^2 (rel)",
                        0,
                        1e-9,
                        "relative to scores that may lie near 0",
                        head -> {
                            double[] squared = plain(head);
                            for (int t = 0; t < squared.length; t++) {
                                squared[t] *= 1.2 * 1.2;
                            }
                            return Gaps.relative(head.scores(head.theta(), Pairing.HALF_SPLIT, 1.2, 1, 0), squared);
                        }),
                new Identity(
                        "exchanged",
                        "invariance",
                        "largest difference of scores, s(q, k, D) against s(k, q, -D)",
                        "conj symmetry s(q,k,D)=s(k,q,-D)",
                        0,
                        1e-9,
                        SCORES,
                        head -> Gaps.absolute(plain(head), head.exchangedScores())),
                new Identity(
                        "score-bound",
                        "bound",
                        "largest excess of |score| over the sum of |q_j||k_j|",
                        "|score| <= sum_j |q_j||k_j| (excess)",
                        0,
                        0,
                        "normal vectors never come near the bound",
                        IdentityHead::excess));
    }

    /** Position interpolation from 2048 to 8192 tokens; of one head, d = 128 and base 10,000. */
    static List<Identity> ofInterpolation() {
        return List.of(
                new Identity(
                        "position-4096",
                        "position",
                        "argument of position 4096, 2048 to 8192 tokens",
                        "book: i=4096 under PI 2048->8192 -> position 1024",
                        1024,
                        0,
                        EXACT,
                        head -> head.effective("linear", 4096)),
                new Identity(
                        "position-8191",
                        "position",
                        "argument of the last position, 8191",
                        "book: last index 8191 -> m_l - m_l/m",
                        2047.75,
                        0,
                        EXACT,
                        head -> head.effective("linear", 8191)),
                new Identity(
                        "beyond-trained",
                        "position",
                        "how far that is beyond the last trained position, 2047",
                        "book: 2047.75 exceeds max trained index 2047 by",
                        0.75,
                        0,
                        EXACT,
                        head -> head.effective("linear", 8191) - 2047),
                new Identity(
                        "aligned-8191",
                        "position",
                        "argument of position 8191 with the scale (2048-1)/(8192-1)",
                        "endpoint-exact scale (m_l-1)/(m-1) maps 8191 -> 2047",
                        2047,
                        1e-12,
                        "one product and one division",
                        head -> head.effective("linear_align_corners", 8191)),
                new Identity(
                        "lambda-d64",
                        "position",
                        "λ of the base, (8192/2048)^(d/(d-2)), d = 64",
                        "book: NTK lambda=(m/m_l)^(d/(d-2)) d=64 s=4",
                        4.18293659289,
                        1e-9,
                        "as many digits as the second implementation gives",
                        head -> new IdentityHead(64, head.base()).lambda()),
                new Identity(
                        "lambda-d128",
                        "position",
                        "λ of the base, (8192/2048)^(d/(d-2)), d = 128",
                        "book: NTK lambda=(m/m_l)^(d/(d-2)) d=128 s=4",
                        4.08899424325,
                        1e-9,
                        "as many digits as the second implementation gives",
                        IdentityHead::lambda));
    }

    private static double[] plain(IdentityHead head) {
        return head.scores(head.theta(), 1, 0);
    }

    /** θ_j·s^(-2j/width). */
    private static FrequencySchedule scaled(IdentityHead head, double s, double width) {
        return head.theta().map((j, theta) -> theta * StrictMath.pow(s, -2 * j / width));
    }
}
