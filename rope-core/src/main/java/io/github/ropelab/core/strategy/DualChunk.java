package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
import static io.github.ropelab.core.ContextField.TRAINED_LENGTH;
import static io.github.ropelab.core.Invariance.MONOTONE;
import static io.github.ropelab.core.Invariance.ORIGIN;

import io.github.ropelab.core.AttentionScale;
import io.github.ropelab.core.Branch;
import io.github.ropelab.core.BranchSelector;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.Piecewise;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.PositionMap;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.Source;
import io.github.ropelab.core.StrategyClass;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.Trace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Dual Chunk Attention: with c = C - local, keys always sit at j mod c, and the query's position depends on how many
 * chunks of c tokens lie between: i mod c in the same chunk, min(i mod c + c, C) for the chunk before, and
 * min(2c-1, C), that of a chunk's last token, for all older ones. Distances depend on chunk borders, not on i-j alone.
 *
 * <p>Source: An et al. 2024, Training-Free Long-Context Scaling of Large Language Models, arXiv 2402.17463; github
 * HKUNLP/ChunkLlama, chunkllama_attn_replace.py.
 *
 * @param chunkSize C, tokens, at least 1; absent: 3/4 of the trained length
 * @param localWindow tokens, 0 or above and below C; absent: 1/8 of the trained length
 * @param attentionFactor amplitude on cos and sin; ChunkLlama uses 0.05·ln(length/m_l) + 1 beyond m_l, the paper 1
 */
public record DualChunk(OptionalInt chunkSize, OptionalInt localWindow, double attentionFactor)
        implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "dual_chunk",
            1,
            "Dual Chunk Attention",
            Set.of(StrategyClass.WINDOW, StrategyClass.TEMPERATURE),
            "distance(i, j) = p - j mod c with c = C - local and p = i mod c in the same chunk, min(i mod c + c, C) for "
                    + "the chunk before, min(2c-1, C) for older ones",
            List.of(
                    ParameterDoc.of(
                            "chunk_size",
                            "3/4 of the trained length",
                            "at least 1 token",
                            "C, largest position",
                            160,
                            144),
                    ParameterDoc.of(
                            "local_window",
                            "trained length / 8",
                            "0 or above and below chunk_size",
                            "tokens by which a chunk is shorter than C",
                            8,
                            0),
                    ParameterDoc.of(
                            "attention_factor", "1", "above 0", "amplitude on cos and sin", 1, 1.0346573590279973)),
            Optional.of(Map.of("chunk_size", 1_000_000_000)),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH),
            Set.of(ORIGIN, MONOTONE),
            List.of(new Source(
                    "An et al.",
                    2024,
                    "Training-Free Long-Context Scaling of Large Language Models",
                    "arXiv 2402.17463; github HKUNLP/ChunkLlama, chunkllama_attn_replace.py")),
            Map.of("vllm", "dual_chunk_attention_config: {chunk_size: C, local_size: local}"));

    /** Checks what can be checked without a context. */
    public DualChunk {
        chunkSize.ifPresent(c -> InvalidParameter.require(c >= 1, "chunk_size", c, "be at least 1 token"));
        localWindow.ifPresent(w -> InvalidParameter.require(w >= 0, "local_window", w, "be 0 or above"));
        if (chunkSize.isPresent() && localWindow.isPresent()) {
            requireBelow(localWindow.getAsInt(), chunkSize.getAsInt());
        }
        InvalidParameter.requirePositive("attention_factor", attentionFactor);
    }

    static DualChunk from(Params params) {
        return new DualChunk(
                params.integer("chunk_size"), params.integer("local_window"), params.number("attention_factor", 1));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        int trained = context.lengths().trained();
        int size = chunkSize.orElse((int) Math.max(1, 3L * trained / 4));
        int local = localWindow.orElse(trained / 8);
        requireBelow(local, size);
        int c = size - local;
        PositionMap key = new PositionMap.WithinChunk(c, 0, c - 1);
        Branch same = new Branch("same chunk", key, key);
        Branch before = new Branch("chunk before", new PositionMap.WithinChunk(c, c, size), key);
        Branch older = new Branch("older", new PositionMap.Constant(Math.min(2L * c - 1, size)), key);
        return new PositionEncoding(
                context.baseFrequencies(),
                new Piecewise(List.of(same, before, older), new BranchSelector.ByChunkDistance(c)),
                AttentionScale.amplitude(attentionFactor),
                Trace.none()
                        .with("chunk_size", size)
                        .with("local_window", local)
                        .with("chunk", c));
    }

    private static void requireBelow(int local, int size) {
        InvalidParameter.require(
                local < size, "local_window", local, "be below chunk_size (" + size + "): a chunk has tokens");
    }
}
