package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
import static io.github.ropelab.core.ContextField.TARGET_LENGTH;
import static io.github.ropelab.core.ContextField.TRAINED_LENGTH;
import static io.github.ropelab.core.Invariance.ORIGIN;
import static io.github.ropelab.core.Invariance.SHIFT;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.Source;
import io.github.ropelab.core.StrategyClass;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.Trace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Llama 3's interpolation by wavelength: short waves stay, long ones are divided by s, a linear blend in m_l/wavelength
 * lies between. Without an attention factor.
 *
 * <p>Source: Grattafiori et al. 2024, The Llama 3 Herd of Models, arXiv 2407.21783; formula from the reference code.
 *
 * @param factor s above 0; absent: target / trained length
 * @param lowFreqFactor waves longer than m_l / this are divided by s
 * @param highFreqFactor waves shorter than m_l / this stay; equal to the low factor leaves an empty blend band
 */
public record Llama3(OptionalDouble factor, double lowFreqFactor, double highFreqFactor) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "llama3",
            1,
            "Llama 3 frequency blend",
            Set.of(StrategyClass.FREQUENCY_MAP),
            "with wavelength w = 2π/θ_i: θ_i if w < m_l/high; θ_i/s if w > m_l/low; else ((1-t)/s + t)·θ_i, "
                    + "t = (m_l/w - low)/(high - low)",
            List.of(
                    ParameterDoc.of("factor", "target / trained length", "above 0", "s", 8, 32, 0.1),
                    ParameterDoc.of(
                            "low_freq_factor",
                            "1",
                            "above 0",
                            "end of the band that is divided by s, turns in m_l",
                            1,
                            2),
                    ParameterDoc.of(
                            "high_freq_factor",
                            "4",
                            "at least low_freq_factor",
                            "start of the band that stays, turns in m_l",
                            4,
                            8)),
            Optional.of(Map.of("factor", 1)),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH, TARGET_LENGTH),
            Set.of(SHIFT, ORIGIN),
            List.of(new Source(
                    "Grattafiori et al.",
                    2024,
                    "The Llama 3 Herd of Models",
                    "arXiv 2407.21783; formula from the reference code")),
            Map.of(
                    "transformers", "rope_type: llama3",
                    "vllm", "rope_type: llama3",
                    "llama.cpp", "rope_freqs.weight divisors, written at conversion"));

    /** Checks the parameters. */
    public Llama3 {
        factor.ifPresent(s -> InvalidParameter.requirePositive("factor", s));
        InvalidParameter.requirePositive("low_freq_factor", lowFreqFactor);
        InvalidParameter.requirePositive("high_freq_factor", highFreqFactor);
        InvalidParameter.require(
                highFreqFactor >= lowFreqFactor,
                "high_freq_factor",
                highFreqFactor,
                "be at least low_freq_factor (" + lowFreqFactor + ")");
    }

    static Llama3 from(Params params) {
        return new Llama3(
                params.number("factor"), params.number("low_freq_factor", 1), params.number("high_freq_factor", 4));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        double s = factor.orElse(context.lengths().factor());
        double trained = context.lengths().trained();
        double longest = trained / lowFreqFactor;
        double shortest = trained / highFreqFactor;
        FrequencySchedule frequencies = context.baseFrequencies().map((i, theta) -> {
            double wavelength = 2 * Math.PI / theta;
            if (wavelength < shortest) {
                return theta;
            }
            if (wavelength > longest || highFreqFactor == lowFreqFactor) {
                return theta / s;
            }
            double t = (trained / wavelength - lowFreqFactor) / (highFreqFactor - lowFreqFactor);
            return theta / s + t * (theta - theta / s);
        });
        return PositionEncoding.ofFrequencies(
                frequencies,
                Trace.none()
                        .with("factor", s, Factor.how(factor, context))
                        .with("kept.wavelength_below", shortest, "m_l/high_freq_factor")
                        .with("divided.wavelength_above", longest, "m_l/low_freq_factor"));
    }
}
