package io.github.ropelab.experiments.reproduction.frequency;

import static io.github.ropelab.experiments.published.Published.computed;
import static io.github.ropelab.experiments.published.Published.printed;
import static io.github.ropelab.experiments.published.Published.stated;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Chart.Axis;
import io.github.ropelab.experiments.published.Chart.Mark;
import io.github.ropelab.experiments.published.Chart.Scale;
import io.github.ropelab.experiments.published.Citation;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.published.Description;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.published.Reading;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import io.github.ropelab.experiments.reproduction.frame.Reproduction;
import io.github.ropelab.experiments.reproduction.frame.Rope;
import io.github.ropelab.experiments.reproduction.frame.Work;
import java.math.BigInteger;
import java.util.List;

/** Resonance RoPE: whole wavelengths repeat what training showed. */
public final class ResonanceTables implements Reproduction {
    private static final int TRAINED = 4096;
    private static final int TESTED = 8 * TRAINED;
    private static final double ROUNDING = 1e-10;
    private static final String SECOND = "two programs that round angles up to 32,768 radians in double precision";

    @Override
    public Description description() {
        return new Description(
                "resonance-tables",
                "Resonance RoPE: features that repeat exactly",
                "With wavelengths rounded to whole tokens, every pair with a wavelength below the trained length shows at later positions "
                        + "features that training showed; without it, it does not.",
                List.of(
                        Citation.arxiv(
                                "wang2024resonance",
                                "Suyuchen Wang and Ivan Kobyzev and Peng Lu and Mehdi Rezagholizadeh and Bang Liu",
                                2024,
                                "Resonance RoPE: Improving Context Length Generalization of Large Language Models",
                                "2403.00071",
                                "section 3.1, section 4, equation 8, theorem 1",
                                Reading.COPY,
                                "sections 3 and 4 were read in a copy of the text; of the authors' code the class ResonanceEmbedding")),
                "h_j = max_{n = L..L'-1} min_{m = 0..L-1} |exp(i·n·ω_j) - exp(i·m·ω_j)|,  λ_j = 2π/ω_j,  resonance: λ_j → round(λ_j)",
                "Llama-2 heads (d = 128, b = 10,000, L = 4096), L' = 32,768. The gap h_j is that of a pair of unit length: "
                        + "the nearest trained angle of every later position, by search in the sorted trained angles. Angles come from "
                        + "the frequencies of the strategies none and resonance(none).",
                """
                The least common multiple of the rounded wavelengths below L is 7,057,974,406,910,048,702,415,100,928,873,416,964,126,012,399,455,200,
                so "greater than 7·10^51" is right, for the 46 pairs that the paper calls pre-critical.

                Theorem 1 is exact in whole numbers: n mod λ̃_j < λ̃_j ≤ L is a trained position with the same angle. What is left above
                0 in the table is the rounding of n·ω in double precision.

                **How large is the gap that it closes?** The paper says that it is potentially large. For Llama-2 at L = 4096 the
                largest one of a pre-critical pair is 0.026, at pair 12, whose wavelength of 35.33 tokens is close to 106/3: a
                fraction with a small denominator leaves holes between the trained angles. The slowest pre-critical pair has
                0.0007. Pairs from the critical one on reach 1.99 of at most 2, and resonance cannot change that. The price is a
                change of the wavelength by up to 4.5 %, of pair 2 (8.38 → 8 tokens).
                """,
                0.8);
    }

    @Override
    public List<Published> published() {
        return List.of(
                printed("first-wavelength", "wavelength of pair 0 of Llama-2", "tokens", 6.28)
                        .within(0.005, "printed to two decimals"),
                printed("last-wavelength", "wavelength of pair 63 of Llama-2", "tokens", 54_410.14)
                        .within(0.005, "printed to two decimals"),
                computed("critical-pair", "first pair whose wavelength is at least L = 4096", "pair", 46)
                        .exactly("an index; Liu et al. 2023 count the 2·46 = 92 dimensions before it"),
                printed("repeats-after", "least common multiple of the rounded wavelengths before it", "tokens", 7e51)
                        .between(7e51, 8e51, "printed as greater than 7·10^51"),
                stated("resonance-gap", "largest gap of a pair before the critical one with resonance", "1", 0)
                        .within(ROUNDING, SECOND),
                stated(
                                "not-repeated",
                                "table entries before the critical pair that differ from those of n mod λ̃",
                                "entries",
                                0)
                        .exactly("a count of differences above 1e-10"),
                computed(
                                "plain-gap",
                                "largest gap of a pair before the critical one without resonance",
                                "1",
                                0.025727399636194463)
                        .within(ROUNDING, SECOND),
                computed(
                                "plain-without-gap",
                                "pairs before the critical one without a gap, without resonance",
                                "pairs",
                                0)
                        .exactly("a count of gaps below 1e-10"),
                computed(
                                "gap-beyond",
                                "largest gap of a pair from the critical one on, with resonance",
                                "1",
                                1.9860332269763505)
                        .within(ROUNDING, SECOND),
                computed(
                                "largest-change",
                                "largest share by which rounding moves a wavelength",
                                "1",
                                0.045205038310009216)
                        .within(1e-12, "double precision"),
                computed(
                                "distinct-rows",
                                "Σ of the rounded wavelengths before the critical pair: entries to compute",
                                "entries",
                                30_400)
                        .exactly("a sum of whole numbers"));
    }

    @Override
    public Recomputed compute(Work work) {
        Rope llama = new Rope(128, 10_000, Lengths.extended(TRAINED, TESTED));
        FrequencySchedule plain = llama.frequencies("none");
        FrequencySchedule resonant = llama.frequencies("resonance");
        int critical = 0;
        while (plain.wavelength(critical) < TRAINED) {
            critical++;
        }
        Recomputed recomputed = new Recomputed()
                .put("first-wavelength", plain.wavelength(0))
                .put("last-wavelength", plain.wavelength(plain.pairs() - 1))
                .put("critical-pair", critical);
        DataTable.Rows rows = DataTable.titled("gaps", "Gap to the trained features by pair, L = 4096, L' = 32,768")
                .column("pair", "j")
                .column("wavelength", "λ_j, tokens")
                .column("rounded", "λ̃_j, tokens")
                .column("rope", "h_j without resonance")
                .column("resonance", "h_j with resonance");
        DataTable.Rows drawn = DataTable.titled("drawn", "The same gaps, one row each")
                .column("pair", "j")
                .column("strategy", "which")
                .column("gap", "h_j; those below 1e-16 as 1e-16");
        BigInteger multiple = BigInteger.ONE;
        double largestPlain = 0;
        double largestResonant = 0;
        double beyond = 0;
        double change = 0;
        long entries = 0;
        int without = 0;
        for (int j = 0; j < plain.pairs(); j++) {
            long whole = Math.round(resonant.wavelength(j));
            double gap = FeatureGap.of(plain.omega(j), TRAINED, TESTED);
            double closed = FeatureGap.of(resonant.omega(j), TRAINED, TESTED);
            rows.row(j, plain.wavelength(j), whole, gap, closed);
            drawn.row(j, "RoPE", Math.max(1e-16, gap)).row(j, "Resonance RoPE", Math.max(1e-16, closed));
            change = Math.max(change, Math.abs(whole / plain.wavelength(j) - 1));
            if (j < critical) {
                BigInteger next = BigInteger.valueOf(whole);
                multiple = multiple.divide(multiple.gcd(next)).multiply(next);
                largestPlain = Math.max(largestPlain, gap);
                largestResonant = Math.max(largestResonant, closed);
                without += gap < ROUNDING ? 1 : 0;
                entries += whole;
            } else {
                beyond = Math.max(beyond, closed);
            }
        }
        recomputed
                .put("repeats-after", multiple.doubleValue())
                .put("resonance-gap", largestResonant)
                .put("not-repeated", notRepeated(resonant, critical))
                .put("plain-gap", largestPlain)
                .put("plain-without-gap", without)
                .put("gap-beyond", beyond)
                .put("largest-change", change)
                .put("distinct-rows", entries);
        return recomputed
                .add(rows.table())
                .add(
                        drawn.table(),
                        Chart.lines(
                                        "gaps",
                                        "Distance of the features at positions 4096 to 32,767 to the nearest ones of positions below 4096, by "
                                                + "pair, for Llama-2 heads (d = 128, base 10,000). With resonance only rounding is left before the critical pair, the "
                                                + "first that does not turn once in 4096 tokens; from it on the two have the same gaps.",
                                        "drawn",
                                        new Axis("pair", "pair, fast to slow"),
                                        new Axis("gap", "distance to the nearest seen features", Scale.LOG10),
                                        "strategy")
                                .marked(new Mark(critical, "critical pair")));
    }

    private static int notRepeated(FrequencySchedule resonant, int critical) {
        int differences = 0;
        for (int j = 0; j < critical; j++) {
            double omega = resonant.omega(j);
            int whole = (int) Math.round(resonant.wavelength(j));
            for (int n = TRAINED; n < TESTED; n += 7) {
                int trained = n % whole;
                double real = StrictMath.cos(n * omega) - StrictMath.cos(trained * omega);
                double imaginary = StrictMath.sin(n * omega) - StrictMath.sin(trained * omega);
                differences += Math.max(Math.abs(real), Math.abs(imaginary)) > ROUNDING ? 1 : 0;
            }
        }
        return differences;
    }
}
