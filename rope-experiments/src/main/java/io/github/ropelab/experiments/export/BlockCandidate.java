package io.github.ropelab.experiments.export;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.model.config.RopeSetup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * A rope block that may say what a setup does. {@link #of} lists them best first: the engine's own name, then plain, linear or a changed base if
 * the frequencies happen to be that, then a list of divisors. Which of them holds is found by reading it back.
 *
 * @param block {@code {rope_type: id, ...}}; {@code rope_theta} and the lengths are in it
 * @param base {@code rope_theta}
 * @param dualChunk the config of Dual Chunk Attention beside the block
 * @param notes what a person should know about the block
 */
record BlockCandidate(
        Map<String, Object> block, double base, Optional<Map<String, Object>> dualChunk, List<String> notes) {
    /** Rope types whose formula has the trained length in it, and a key that stands beside any of them. */
    private static final Set<String> READ_ORIGINAL =
            Set.of("yarn", "deepseek_yarn", "llama3", "longrope", "llama_4_scaling_beta");

    static List<BlockCandidate> of(RopeSetup setup, BlockSpelling spelling) {
        RopeContext context = setup.context();
        Parts parts = Parts.of(setup.strategy(), context, spelling.companions());
        RopeStrategy rest = parts.rest();
        PositionEncoding encoding = rest.encode(context);
        List<BlockCandidate> candidates = new ArrayList<>();
        spelling.ownBlock(rest, context, encoding)
                .ifPresent(own -> candidates.add(candidate(setup, parts, own, context.base())));
        if (!CurrentLengths.matter(rest, context)) {
            FrequencyMap.of(encoding).ifPresent(map -> mapped(setup, spelling, parts, map, candidates));
        }
        candidates.forEach(candidate -> spelling.finish(candidate.block(), candidate.notes()));
        return candidates;
    }

    private static void mapped(
            RopeSetup setup, BlockSpelling spelling, Parts parts, FrequencyMap map, List<BlockCandidate> candidates) {
        RopeContext context = setup.context();
        if (map.amplitude() == 1) {
            OptionalDouble common = map.commonDivisor(context.baseFrequencies());
            if (map.frequencies().equals(context.baseFrequencies())) {
                candidates.add(candidate(setup, parts, BlockSpelling.block("default"), context.base()));
            } else if (common.isPresent()) {
                candidates.add(candidate(
                        setup, parts, BlockSpelling.block("linear", "factor", common.getAsDouble()), context.base()));
            }
            map.base().ifPresent(b -> candidates.add(candidate(setup, parts, BlockSpelling.block("default"), b)));
        }
        List<Double> divisors =
                DoubleStream.of(map.divisors(context.baseFrequencies())).boxed().toList();
        BlockCandidate list = candidate(setup, parts, spelling.listBlock(divisors, map.amplitude()), context.base());
        list.notes()
                .add(parts.rest().type().id() + " is written as longrope with the divisors θ_i/ω_i for every length");
        if (divisors.contains(FrequencyMap.STILL)) {
            list.notes().add("pairs that stand still have the divisor 1e30, as in llama.cpp's p-RoPE");
        }
        candidates.add(list);
    }

    private static BlockCandidate candidate(RopeSetup setup, Parts parts, Map<String, Object> ropeType, double base) {
        Map<String, Object> block = new LinkedHashMap<>(ropeType);
        List<String> notes = new ArrayList<>();
        Optional.ofNullable(parts.companions().get("mrope"))
                .ifPresent(mrope -> BlockSpelling.with(block, mrope, "mrope_section", "mrope_interleaved"));
        Object original = setup.trainedKnown() ? setup.context().lengths().trained() : null;
        RopeStrategy temperature = parts.companions().get("ministral3");
        if (temperature != null) {
            BlockSpelling.with(block, temperature, "llama_4_scaling_beta");
            original = temperature.parameters().getOrDefault("original_length", original);
            notes.add("llama_4_scaling_beta is read by the attention of Ministral 3 and its like only");
        }
        boolean readsOriginal = READ_ORIGINAL.contains(block.get("rope_type"))
                || block.keySet().stream().anyMatch(READ_ORIGINAL::contains);
        if (original != null && readsOriginal) {
            block.put("original_max_position_embeddings", original);
        }
        if (block.containsKey("mscale_all_dim")) {
            notes.add("the softmax factor of mscale_all_dim is applied by DeepSeek's attention code only");
        }
        share(setup.context().geometry(), block, notes);
        return new BlockCandidate(block, base, dualChunk(parts, setup.context()), notes);
    }

    /** {@code partial_rotary_factor} such that int(head_dim × share) is the rotary width, as engines compute it. */
    private static void share(RotaryGeometry geometry, Map<String, Object> block, List<String> notes) {
        if (geometry.rotaryDim() == geometry.headDim() || block.containsKey("partial_rotary_factor")) {
            return;
        }
        double share = (double) geometry.rotaryDim() / geometry.headDim();
        while ((int) (geometry.headDim() * share) < geometry.rotaryDim()) {
            share = Math.nextUp(share);
        }
        block.put("partial_rotary_factor", share);
        if (block.get("rope_type").equals("default")) {
            notes.add("the default rope of many models, Llama's among them, does not read partial_rotary_factor");
        }
    }

    private static Optional<Map<String, Object>> dualChunk(Parts parts, RopeContext context) {
        return Optional.ofNullable(parts.companions().get("dual_chunk")).map(chunks -> {
            Map<String, Double> derived = chunks.encode(context).trace().derived();
            Map<String, Object> config = new LinkedHashMap<>();
            config.put("chunk_size", derived.get("chunk_size").intValue());
            config.put("local_size", derived.get("local_window").intValue());
            return config;
        });
    }
}
