package io.github.ropelab.core.layer;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.strategy.Strategies;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rule of every layer of a model.
 *
 * @param layers rule of each layer, counted from 0; at least one, and layers of one kind have one rule
 */
public record ModelRope(List<LayerRule> layers) {
    /** Checks and copies the list. */
    public ModelRope {
        layers = List.copyOf(layers);
        InvalidParameter.require(!layers.isEmpty(), "num_hidden_layers", layers.size(), "be at least 1");
        Map<String, LayerRule> kinds = new LinkedHashMap<>();
        for (LayerRule layer : layers) {
            LayerRule first = kinds.putIfAbsent(layer.kind(), layer);
            InvalidParameter.require(
                    first == null || first.equals(layer),
                    "layer_type",
                    layer.kind(),
                    "stand for one rule, not for two");
        }
    }

    /** The same rule for every layer. */
    public static ModelRope uniform(int count, LayerRule rule) {
        return of(count, layer -> rule);
    }

    /**
     * Every n-th layer, (layer+1) mod n = 0, has a rule of its own: global attention in Gemma 3
     * ({@code sliding_window_pattern}), no rotation in SmolLM3 and Llama 4 ({@code no_rope_layer_interval}).
     *
     * @param interval n, at least 1
     */
    public static ModelRope everyNth(int count, int interval, LayerRule others, LayerRule nth) {
        InvalidParameter.require(interval >= 1, "layer interval", interval, "be at least 1");
        return of(count, layer -> (layer + 1) % interval == 0 ? nth : others);
    }

    /**
     * An explicit list in the spelling of {@code no_rope_layers}: 1 for a layer with rotation, 0 for one without.
     *
     * @param flags one for each layer
     */
    public static ModelRope noRopeLayers(List<Integer> flags, LayerRule rotated, LayerRule unrotated) {
        flags.forEach(flag -> InvalidParameter.require(
                flag == 0 || flag == 1, "no_rope_layers", flag, "be 1 for a layer with rotation or 0 for one without"));
        return of(flags.size(), layer -> flags.get(layer) == 1 ? rotated : unrotated);
    }

    /**
     * An explicit list of kinds ({@code layer_types}).
     *
     * @param types kind of each layer
     * @param rules one for each kind; each must be used
     */
    public static ModelRope ofTypes(List<String> types, List<LayerRule> rules) {
        Map<String, LayerRule> byKind = new LinkedHashMap<>();
        for (LayerRule rule : rules) {
            InvalidParameter.require(
                    byKind.put(rule.kind(), rule) == null, "layer_type", rule.kind(), "have one rule, not two");
            InvalidParameter.require(
                    types.contains(rule.kind()),
                    "layer_type",
                    rule.kind(),
                    "be the kind of some layer",
                    Nearest.suggestion(rule.kind(), types.stream().distinct().toList()));
        }
        return of(types.size(), layer -> {
            LayerRule rule = byKind.get(types.get(layer));
            InvalidParameter.require(
                    rule != null,
                    "layer_types[" + layer + "]",
                    types.get(layer),
                    "have a rule",
                    Nearest.suggestion(types.get(layer), byKind.keySet()));
            return rule;
        });
    }

    /**
     * Entropy-ABF (Zhang et al. 2024, arXiv 2401.07004): the larger base everywhere, the temperature of {@code entropy_abf}
     * from layer 2 on; attention in the first two layers is too even for it.
     *
     * @param base b'
     */
    public static ModelRope entropyAbf(int count, double base, Visibility visibility) {
        LayerRule first =
                new LayerRule("adjusted_base", Strategies.read(Map.of("rope_type", "none")), base, visibility);
        LayerRule rest =
                new LayerRule("entropy_abf", Strategies.read(Map.of("rope_type", "entropy_abf")), base, visibility);
        return of(count, layer -> layer < 2 ? first : rest);
    }

    private static ModelRope of(int count, IntFunction<LayerRule> rule) {
        InvalidParameter.require(count >= 1, "num_hidden_layers", count, "be at least 1");
        return new ModelRope(IntStream.range(0, count).mapToObj(rule).toList());
    }

    /** The rule of a layer, counted from 0. */
    public LayerRule layer(int layer) {
        InvalidParameter.require(
                layer >= 0 && layer < layers.size(), "layer", layer, "be from 0 to " + (layers.size() - 1));
        return layers.get(layer);
    }

    /** The encoding of a head of a layer; see {@link LayerRule#encode}. */
    public PositionEncoding encoding(int layer, RotaryGeometry geometry, Lengths lengths) {
        return layer(layer).encode(geometry, lengths);
    }

    /** The layers of each kind, kinds in the order of their first layer. Unmodifiable. */
    public Map<String, List<Integer>> byKind() {
        Map<String, List<Integer>> kinds = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            kinds.computeIfAbsent(layers.get(i).kind(), kind -> new ArrayList<>())
                    .add(i);
        }
        return Collections.unmodifiableMap(kinds.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> List.copyOf(entry.getValue()), (a, b) -> a, LinkedHashMap::new)));
    }
}
