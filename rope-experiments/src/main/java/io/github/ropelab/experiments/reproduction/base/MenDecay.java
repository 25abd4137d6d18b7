package io.github.ropelab.experiments.reproduction.base;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.analysis.decay.DecayCurve;
import io.github.ropelab.experiments.published.Citation;
import io.github.ropelab.experiments.published.Reading;
import io.github.ropelab.experiments.reproduction.frame.Publications;

/** The condition of "Base of RoPE Bounds Context Length": B(m) = Σ_i cos(m·ω_i) ≥ 0 at every distance of a context. */
final class MenDecay {
    private MenDecay() {}

    /** The paper. */
    static Citation paper(String where) {
        return Publications.BASE_BOUNDS_LENGTH.at(
                where,
                Reading.QUOTED,
                "abstract and the fit of figure 1 read in copies; condition and table quoted in the post of 2024-05-29");
    }

    /** The post that searched again. */
    static Citation post(String where) {
        return Citation.web(
                "su2024principle",
                "Jianlin Su",
                2024,
                "Transformer upgrade road 18: the principle of choosing the base of RoPE (in Chinese)",
                "https://kexue.fm/archives/10122",
                where,
                Reading.COPY,
                "read in a copy of the post's Markdown; it prints the paper's row and its own, and its code");
    }

    /** Angles per token of distance, radians, of an encoding whose scores depend on the distance alone. */
    static FrequencySchedule perToken(PositionEncoding encoding) {
        double slope = encoding.distanceSlope().orElseThrow();
        return encoding.frequencies().map((pair, omega) -> omega * slope);
    }

    /** The smallest m up to {@code last} with B(m) &lt; 0; {@code last} + 1 where there is none. */
    static int firstNegative(FrequencySchedule frequencies, int last) {
        return new DecayCurve(frequencies).firstNegative(last).orElse(last + 1);
    }
}
