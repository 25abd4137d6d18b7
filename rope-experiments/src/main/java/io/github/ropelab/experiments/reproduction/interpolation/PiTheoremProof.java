package io.github.ropelab.experiments.reproduction.interpolation;

/** Why the printed bound is false, and a proof of the corrected one. */
final class PiTheoremProof {
    private PiTheoremProof() {}

    static final String TEXT = """
            **The step that fails.** The paper bounds the error by `max|h|·(s-s1)(s2-s)/2 · Σ_j θ_j²` and the sum by the
            geometric series, `Σ_j θ_j² <= 1/(1 - c^(-4/d))`. Both are right. It then replaces the series by `d/(4 ln c)`,
            "because c^x <= 1 + x ln c for x < 0" (equation 14). But `c^x = exp(x ln c)` is convex and lies *above* its
            tangent at 0, `c^x >= 1 + x ln c`, for every x. With `x = -4/d`,

                1 - c^(-4/d) <= (4/d) ln c,   so that   1/(1 - c^(-4/d)) >= d/(4 ln c):

            the replacement makes the bound smaller, by the factor `t/(1 - e^(-t))` with `t = 4 ln c / d`. The factor is above 1
            for every d and tends to 1 as d grows.

            **Corrected theorem.** For all s1 <= s <= s2 and all h,

                |a(s) - a_lin(s)| <= max|h| · (s-s1)(s2-s)/2 · Σ_j θ_j² <= max|h| · (s-s1)(s2-s) / (2(1 - c^(-4/d))).

            *Proof.* With `λ = (s-s1)/(s2-s1)` the error is `Re Σ_j h_j·w_j`, where
            `w_j = f(s) - (1-λ)·f(s1) - λ·f(s2)` and `f(x) = exp(i·x·θ_j)`. The error of linear interpolation is a second divided
            difference, `w_j = -(s-s1)(s2-s)·f[s1, s, s2]`, and that is half a mean of `f''` over [s1, s2] (Hermite and
            Genocchi: `f[s1, s, s2]` is the integral of `f''` over a simplex of area 1/2). As `|f''| = θ_j²` everywhere,
            `|w_j| <= θ_j²·(s-s1)(s2-s)/2`. Summing over j with `|h_j| <= max|h|` gives the first inequality. The second is the
            geometric series: `Σ_j θ_j² = Σ_j c^(-4j/d) = (1 - c^(-2))/(1 - c^(-4/d))`, j = 0 .. d/2-1. ∎

            **The counterexample is the worst case.** For given s1, s, s2 the largest error over all h with `|h_j| <= 1` is
            exactly `Σ_j |w_j|`, reached by `h_j = conj(w_j)/|w_j|`. Half way between neighbours,
            `w_j = exp(i(s1+1/2)θ_j)·(1 - cos(θ_j/2))`: the bracket is real and positive, so that the worst h is
            `h_j = exp(-i(s1+1/2)θ_j)` and its error is `Σ_j (1 - cos(θ_j/2))`. It is the score of a real query and key: the
            complex pairs of the query are the h_j, those of the key are 1. Relative to the bound, half way is also the worst place
            of the gap (computed above, on a grid): `|f[s1, s, s2]|` is θ_j²/2 times the size of the characteristic function of a
            triangular distribution on the gap with its peak at s, whose variance, and with it the loss to second order, is least
            with the peak in the middle.

            **When it matters.** The printed bound is false for every width in use. Half way between neighbouring distances it
            becomes true at the very large width computed above (`least-width`): there `1 - cos(θ/2) < θ²/8` for the fast pairs
            outweighs the wrong step. For grid points that lie closer together it is false at such widths too, because then the
            largest error is `Σ_j θ_j²·(s-s1)(s2-s)/2` to leading order. The sum of a falling function over j = 0 .. d/2-1 is above
            its integral, `(1 - c^(-2))·d/(4 ln c)`, by almost 1/2, and that is more than the missing `c^(-2)·d/(4 ln c)` for all d
            below about `2c² ln c`.

            **What becomes of "at least 600 times smaller".** The paper compares `2·max|h|·B(s)` for extrapolation with
            `d·max|h|/(32 ln c)`, assuming `B(s) >= d`. Under that assumption the corrected factor is `16·d·(1 - c^(-4/d))`
            (`times-smaller`), below the published one. With the least B(s) of the range that the paper plots it rounds to the
            published 600 (`times-smaller-plotted`): the conclusion survives there, not the theorem. Result `pi-figure5` has
            B(s)/d and where it is below 1.
            """;
}
