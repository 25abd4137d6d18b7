package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
import static io.github.ropelab.core.Invariance.MONOTONE;
import static io.github.ropelab.core.Invariance.ORIGIN;
import static io.github.ropelab.core.Invariance.SHIFT;

import io.github.ropelab.core.AttentionScale;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.PairAxes;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RadialScale;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.Source;
import io.github.ropelab.core.StrategyClass;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.Trace;
import io.github.ropelab.core.Uniform;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Multimodal rotary embedding: each pair reads the position on one of three axes, t(ime), h(eight) or w(idth). Text gives
 * all axes the same position, and then this is plain RoPE.
 *
 * <p>Contiguous sections (Qwen2-VL): s_t pairs read t, the next s_h read h, the last s_w read w. Interleaved (Qwen3-VL):
 * pairs 1, 4, 7, … below 3·s_h read h, pairs 2, 5, 8, … below 3·s_w read w, all others t. In ggml (IMROPE) t is read by
 * pairs 0, 3, 6, … below 3·s_t only, and what is left over reads a fourth position.
 *
 * <p>Source: Wang et al. 2024, Qwen2-VL, arXiv 2409.12191, section 2.1.
 *
 * @param mropeSection s_t, s_h, s_w: pairs per axis, each 0 or above, with a sum of d/2
 * @param mropeInterleaved whether axes take turns
 * @param mropeTail what left-over pairs read when axes take turns
 */
public record MRope(List<Integer> mropeSection, boolean mropeInterleaved, Tail mropeTail) implements RopeStrategy {
    private static final int TIME = 0;
    private static final int HEIGHT = 1;
    private static final int WIDTH = 2;
    private static final int FOURTH = 3;
    private static final int AXES = 3;

    /** What a pair reads that no section claims. */
    public enum Tail {
        /** The time axis, as transformers. */
        TEMPORAL,
        /** A fourth axis, as ggml. */
        FOURTH
    }

    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "mrope",
            1,
            "Multimodal rotary embedding",
            Set.of(StrategyClass.POSITION_MAP),
            "pair i turns by θ_i times the position on its axis: t, h or w, by mrope_section",
            List.of(
                    ParameterDoc.required(
                            "mrope_section",
                            "three whole numbers, 0 or above, with the sum d/2",
                            "pairs per axis: t, h, w",
                            (ParameterDoc.ForPairs)
                                    pairs -> List.of(pairs - 2 * (pairs / 3 + 1), pairs / 3 + 1, pairs / 3 + 1),
                            (ParameterDoc.ForPairs) pairs -> List.of(pairs - 2 * (pairs / 4), pairs / 4, pairs / 4)),
                    ParameterDoc.of(
                            "mrope_interleaved", "false", "true or false", "whether axes take turns", false, true),
                    ParameterDoc.of(
                            "mrope_tail",
                            "temporal",
                            "temporal or fourth",
                            "axis of left-over interleaved pairs: t as transformers, a fourth as ggml",
                            "temporal",
                            "fourth")),
            Optional.of(Map.of("mrope_section", (ParameterDoc.ForPairs) pairs -> List.of(pairs, 0, 0))),
            Set.of(BASE, ROTARY_DIM),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(
                    new Source("Wang et al.", 2024, "Qwen2-VL", "arXiv 2409.12191, section 2.1"),
                    new Source(
                            "Qwen, Hugging Face",
                            2025,
                            "transformers 5.23",
                            "models/qwen3_vl/modeling_qwen3_vl.py, apply_interleaved_mrope"),
                    new Source("Gerganov et al.", 2025, "ggml", "ggml-cpu/ops.cpp, ggml_mrope_cache_init")),
            Map.of(
                    "transformers", "mrope_section: [t, h, w], mrope_interleaved",
                    "vllm", "mrope_section: [t, h, w], mrope_interleaved",
                    "llama.cpp", "rope.dimension_sections; IMROPE where interleaved"));

    /** Copies and checks the sections. */
    public MRope {
        mropeSection = List.copyOf(mropeSection);
        InvalidParameter.require(
                mropeSection.size() == AXES && mropeSection.stream().allMatch(s -> s >= 0),
                "mrope_section",
                mropeSection,
                "be three whole numbers, 0 or above: pairs of t, h and w");
        Objects.requireNonNull(mropeTail, "mropeTail");
    }

    static MRope from(Params params) {
        List<Integer> section = params.integers("mrope_section")
                .orElseThrow(() -> new InvalidParameter(
                        "mrope_section", "missing", "be three whole numbers: pairs of t, h and w"));
        return new MRope(section, params.flag("mrope_interleaved", false), params.choice("mrope_tail", Tail.TEMPORAL));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        int pairs = context.geometry().pairs();
        long sum = mropeSection.stream().mapToLong(Integer::longValue).sum();
        InvalidParameter.require(
                sum == pairs,
                "mrope_section",
                mropeSection,
                "sum to the number of rotary pairs (" + pairs + "), not to " + sum);
        List<Integer> axes = IntStream.range(0, pairs)
                .map(pair -> mropeInterleaved ? interleaved(pair) : contiguous(pair))
                .boxed()
                .toList();
        boolean plain = axes.stream().allMatch(axis -> axis == TIME);
        return new PositionEncoding(
                context.baseFrequencies(),
                Uniform.identity(),
                AttentionScale.none(),
                RadialScale.none(),
                plain ? PairAxes.single() : new PairAxes(axes),
                Trace.none());
    }

    private int contiguous(int pair) {
        return pair < mropeSection.get(TIME)
                ? TIME
                : pair < mropeSection.get(TIME) + mropeSection.get(HEIGHT) ? HEIGHT : WIDTH;
    }

    private int interleaved(int pair) {
        int turn = pair % AXES;
        if (pair < AXES * (long) mropeSection.get(turn)) {
            return turn;
        }
        return mropeTail == Tail.FOURTH ? FOURTH : TIME;
    }
}
