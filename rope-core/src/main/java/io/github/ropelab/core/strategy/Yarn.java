package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
import static io.github.ropelab.core.ContextField.TARGET_LENGTH;
import static io.github.ropelab.core.ContextField.TRAINED_LENGTH;
import static io.github.ropelab.core.Invariance.ORIGIN;
import static io.github.ropelab.core.Invariance.SHIFT;

import io.github.ropelab.core.AttentionScale;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.LogitScale;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.Source;
import io.github.ropelab.core.StrategyClass;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.Trace;
import io.github.ropelab.core.Uniform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * YaRN: pairs that turn often inside the trained length stay, slow ones are divided by s, a linear ramp over the pair
 * <em>index</em> lies between; cos and sin are multiplied by an attention factor A.
 *
 * <p>YaRN is a family; each choice is a parameter, and the defaults are those of transformers 5.23. The paper defines
 * the ramp over the number of turns r = m_l·θ/2π, every implementation over the pair index; this record is the latter.
 * With {@code attention_factor = 1} it is NTK-by-parts.
 *
 * <p>Source: Peng et al. 2023, YaRN, arXiv 2309.00071, sections 3.2-3.4.
 *
 * @param factor s above 0; absent: target / trained length
 * @param betaFast turns in m_l above which a pair stays
 * @param betaSlow turns in m_l below which a pair is divided by s
 * @param truncate whether the ramp's ends are rounded outwards to whole pair indices
 * @param extrapolationFactor e: share of the kept part that is used; 0 divides every pair by s (jquesnelle/yarn; ggml's
 *     ext_factor)
 * @param attentionFactor A; absent: by {@code amplitude_rule}
 * @param attnFactor multiplies A where A is derived (jquesnelle/yarn, vLLM before 0.33)
 * @param mscale coefficient of the numerator of A, see {@link AmplitudeRule}
 * @param mscaleAllDim coefficient of the denominator of A; not 0: the softmax logits are multiplied by g(s,
 *     mscale_all_dim)², as DeepSeek's attention does, unless the rule is {@code rotary_only}
 * @param amplitudeRule how A and the factor on the logits follow from s
 */
public record Yarn(
        OptionalDouble factor,
        double betaFast,
        double betaSlow,
        boolean truncate,
        double extrapolationFactor,
        OptionalDouble attentionFactor,
        double attnFactor,
        OptionalDouble mscale,
        double mscaleAllDim,
        AmplitudeRule amplitudeRule)
        implements RopeStrategy {
    /** How A follows from s, with g(s, c) = 0.1·c·ln s + 1 for s &gt; 1 and 1 otherwise. */
    public enum AmplitudeRule {
        /** g(s, mscale)/g(s, mscale_all_dim) if both are given and not 0, else g(s, 1): transformers 5.23. */
        TRANSFORMERS,
        /** Always g(s, mscale)/g(s, mscale_all_dim), with defaults 1 and 0: DeepSeek's code, vLLM's deepseek_yarn. */
        DEEPSEEK,
        /** A as TRANSFORMERS, and the logits keep their scale: models whose attention is not DeepSeek's (Ministral 3). */
        ROTARY_ONLY
    }

    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "yarn",
            1,
            "YaRN",
            Set.of(StrategyClass.FREQUENCY_MAP, StrategyClass.TEMPERATURE),
            "θ'_i = θ_i/s·ramp + θ_i·(1-ramp), ramp = clamp((i-low)/(high-low), 0, 1), "
                    + "low|high = d·ln(m_l/(2π·beta_fast|slow))/(2·ln b), rounded outwards, clamped to [0, d-1]; "
                    + "cos and sin × A, A = 0.1·ln s + 1; with mscale_all_dim c: logits × (0.1·c·ln s + 1)²",
            List.of(
                    ParameterDoc.of("factor", "target / trained length", "above 0", "s", 4, 16, 0.1),
                    ParameterDoc.of("beta_fast", "32", "above 0", "turns in m_l above which a pair stays", 32, 16),
                    ParameterDoc.of(
                            "beta_slow",
                            "1",
                            "above 0, at most beta_fast",
                            "turns in m_l below which a pair is divided by s",
                            1,
                            2),
                    ParameterDoc.of(
                            "truncate",
                            "true",
                            "true or false",
                            "round the ramp's ends outwards to whole pairs",
                            true,
                            false),
                    ParameterDoc.of(
                            "extrapolation_factor",
                            "1",
                            "0 to 1",
                            "share of the kept part that is used (ggml: ext_factor)",
                            1,
                            0.5),
                    ParameterDoc.of(
                            "attention_factor",
                            "derived from s",
                            "above 0",
                            "A on cos and sin; replaces the formula",
                            1,
                            1.2),
                    ParameterDoc.of(
                            "attn_factor",
                            "1",
                            "above 0",
                            "multiplies the derived A (jquesnelle/yarn, vLLM before 0.33)",
                            1,
                            1.5),
                    ParameterDoc.of(
                            "mscale", "absent", "0 or above", "coefficient of A's numerator (DeepSeek)", 0.707, 1.5),
                    ParameterDoc.of(
                            "mscale_all_dim",
                            "0",
                            "0 or above",
                            "coefficient of A's denominator and of the softmax scale (DeepSeek)",
                            1,
                            0.707),
                    ParameterDoc.of(
                            "amplitude_rule",
                            "transformers",
                            "transformers, deepseek or rotary_only",
                            "when mscale and mscale_all_dim count; rotary_only: for A alone, not for logits",
                            "transformers",
                            "deepseek")),
            Optional.of(Map.of("factor", 1)),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH, TARGET_LENGTH),
            Set.of(SHIFT, ORIGIN),
            List.of(
                    new Source("Peng et al.", 2023, "YaRN", "arXiv 2309.00071, sections 3.2-3.4"),
                    new Source(
                            "Hugging Face",
                            2026,
                            "transformers 5.23",
                            "modeling_rope_utils.py, _compute_yarn_parameters"),
                    new Source("DeepSeek-AI", 2024, "DeepSeek-V2", "arXiv 2405.04434; modeling code, yarn_get_mscale")),
            Map.of(
                    "transformers", "rope_type: yarn",
                    "vllm", "rope_type: yarn or deepseek_yarn",
                    "llama.cpp",
                            "--rope-scaling yarn --rope-scale s --yarn-orig-ctx m_l --yarn-ext-factor 1 "
                                    + "--yarn-beta-fast 32 --yarn-beta-slow 1"));

    /** Checks the parameters. */
    public Yarn {
        factor.ifPresent(s -> InvalidParameter.requirePositive("factor", s));
        YarnFormula.checkRamp(betaFast, betaSlow, extrapolationFactor);
        attentionFactor.ifPresent(a -> InvalidParameter.requirePositive("attention_factor", a));
        InvalidParameter.requirePositive("attn_factor", attnFactor);
        mscale.ifPresent(m -> InvalidParameter.requireNotNegative("mscale", m));
        InvalidParameter.requireNotNegative("mscale_all_dim", mscaleAllDim);
    }

    /** The paper's defaults with s = {@code factor}. */
    public static Yarn withFactor(double factor) {
        return from(Params.of(Map.of("factor", factor)));
    }

    static Yarn from(Params params) {
        OptionalDouble extrapolation = params.number("extrapolation_factor", "ext_factor");
        return new Yarn(
                params.number("factor"),
                params.number("beta_fast", 32),
                params.number("beta_slow", 1),
                params.flag("truncate", true),
                extrapolation.orElse(1),
                params.number("attention_factor"),
                params.number("attn_factor", 1),
                params.number("mscale"),
                params.number("mscale_all_dim", 0),
                params.choice("amplitude_rule", AmplitudeRule.TRANSFORMERS));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        double s = factor.orElse(context.lengths().factor());
        IndexRamp ramp = IndexRamp.between(betaFast, betaSlow, truncate, context);
        double amplitude = attentionFactor.orElseGet(() -> attnFactor * derivedAmplitude(s));
        boolean unscaled = mscaleAllDim == 0 || amplitudeRule == AmplitudeRule.ROTARY_ONLY;
        double temperature = unscaled ? 1 : StrictMath.pow(YarnFormula.g(s, mscaleAllDim), 2);
        return new PositionEncoding(
                YarnFormula.frequencies(context, s, ramp, extrapolationFactor),
                Uniform.identity(),
                new AttentionScale(amplitude, new LogitScale.Constant(temperature)),
                Trace.none()
                        .with("factor", s, Factor.how(factor, context))
                        .with("ramp.low", ramp.low())
                        .with("ramp.high", ramp.high())
                        .with("attention_factor", amplitude, attentionFactor.isPresent() ? "" : amplitudeFormula()));
    }

    private double derivedAmplitude(double s) {
        return ratio() ? YarnFormula.g(s, mscale.orElse(1)) / YarnFormula.g(s, mscaleAllDim) : YarnFormula.g(s, 1);
    }

    private boolean ratio() {
        return amplitudeRule == AmplitudeRule.DEEPSEEK || (mscale.orElse(0) != 0 && mscaleAllDim != 0);
    }

    private String amplitudeFormula() {
        return (attnFactor == 1 ? "" : attnFactor + "·")
                + (ratio()
                        ? "(0.1·" + mscale.orElse(1) + "·ln s + 1)/(0.1·" + mscaleAllDim + "·ln s + 1)"
                        : "(0.1·ln s + 1)");
    }
}
