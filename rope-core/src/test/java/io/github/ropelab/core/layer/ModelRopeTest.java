package io.github.ropelab.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.strategy.Strategies;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The layer patterns of published models, and masks. */
class ModelRopeTest {
    private static final RotaryGeometry HEAD = RotaryGeometry.full(128, Pairing.HALF_SPLIT);

    private static final RopeStrategy PLAIN = Strategies.read(Map.of("rope_type", "none"));

    /** google/gemma-3-4b-it: 34 layers, sliding_window_pattern 6, window 1024, bases 1e4 and 1e6 with linear 8. */
    @Test
    void gemma3HasFiveLocalLayersForEachGlobalOne() {
        LayerRule local = new LayerRule("sliding_attention", PLAIN, 10_000, new Visibility.SlidingWindow(1024));
        LayerRule global = new LayerRule(
                "full_attention",
                Strategies.read(Map.of("rope_type", "linear", "factor", 8)),
                1_000_000,
                new Visibility.Full());
        ModelRope model = ModelRope.everyNth(34, 6, local, global);
        assertThat(model.byKind().get("full_attention")).containsExactly(5, 11, 17, 23, 29);
        assertThat(model.byKind().get("sliding_attention")).hasSize(29);
        assertThat(model.byKind().keySet()).containsExactly("sliding_attention", "full_attention");
        Lengths lengths = Lengths.extended(32_768, 131_072);
        assertThat(model.encoding(4, HEAD, lengths).frequencies().omega(32)).isEqualTo(0.01);
        assertThat(model.encoding(5, HEAD, lengths).frequencies().omega(32)).isEqualTo(0.001 / 8);
        assertThat(model.layer(4).visibility().sees(2000, 977)).isTrue();
        assertThat(model.layer(4).visibility().sees(2000, 976)).isFalse();
        assertThat(model.layer(5).visibility().sees(2000, 0)).isTrue();
        List<String> types =
                IntStream.range(0, 34).mapToObj(i -> model.layer(i).kind()).toList();
        assertThat(ModelRope.ofTypes(types, List.of(global, local))).isEqualTo(model);
    }

    /** HuggingFaceTB/SmolLM3-3B: 36 layers, base 5e6, no rotation on every 4th; no_rope_layers is [1, 1, 1, 0, ...]. */
    @Test
    void smolLm3DoesNotRotateOnEveryFourthLayer() {
        LayerRule rotated = new LayerRule("rope", PLAIN, 5_000_000, new Visibility.Full());
        LayerRule unrotated = rotated.withoutRotation("nope", new Visibility.Full());
        ModelRope model = ModelRope.everyNth(36, 4, rotated, unrotated);
        assertThat(model.byKind().get("nope")).containsExactly(3, 7, 11, 15, 19, 23, 27, 31, 35);
        List<Integer> flags = Collections.nCopies(9, List.of(1, 1, 1, 0)).stream()
                .flatMap(List::stream)
                .toList();
        assertThat(ModelRope.noRopeLayers(flags, rotated, unrotated)).isEqualTo(model);
        assertThat(model.encoding(3, HEAD, Lengths.trained(65_536))
                        .frequencies()
                        .toArray())
                .containsOnly(0);
        assertThat(model.encoding(4, HEAD, Lengths.trained(65_536))
                        .frequencies()
                        .omega(0))
                .isEqualTo(1);
    }

    /** Llama 4 Scout: 48 layers; rotation within chunks of 8192, every 4th layer unrotated, global, with temperature. */
    @Test
    void llama4HasItsTemperatureOnLayersWithoutRotationOnly() {
        LayerRule rotated = new LayerRule("chunked_attention", PLAIN, 500_000, new Visibility.Chunked(8192));
        LayerRule unrotated = rotated.withoutRotation(
                "full_attention", new Visibility.Full(), Strategies.read(Map.of("rope_type", "llama4")));
        ModelRope model = ModelRope.everyNth(48, 4, rotated, unrotated);
        PositionEncoding chunked = model.encoding(0, HEAD, Lengths.trained(8192));
        PositionEncoding full = model.encoding(47, HEAD, Lengths.trained(8192));
        assertThat(chunked.attention().logit().at(100_000)).isEqualTo(1);
        assertThat(full.attention().logit().at(8191)).isEqualTo(1 + 0.1 * StrictMath.log(2));
        assertThat(full.frequencies().toArray()).containsOnly(0);
        assertThat(model.layer(0).visibility().sees(8192, 8191)).isFalse();
        assertThat(model.layer(0).visibility().sees(8191, 0)).isTrue();
        assertThat(model.layer(3).visibility().sees(8192, 8191)).isTrue();
    }

    @Test
    void entropyAbfLeavesTheFirstTwoLayersWithoutTemperature() {
        ModelRope model = ModelRope.entropyAbf(32, 500_000, new Visibility.Full());
        Lengths lengths = Lengths.trained(4096);
        assertThat(model.byKind().get("adjusted_base")).containsExactly(0, 1);
        for (int layer = 0; layer < 32; layer++) {
            PositionEncoding encoding = model.encoding(layer, HEAD, lengths);
            assertThat(encoding.frequencies().omega(32)).isEqualTo(StrictMath.pow(500_000, -0.5));
            assertThat(encoding.attention().logit().at(4096 * 4096 - 1)).isEqualTo(layer < 2 ? 1 : 2);
        }
    }

    @Test
    void masksAreCausalAndSinksStayVisible() {
        Visibility lambda = new Visibility.SinkAndWindow(4, 16);
        for (Visibility visibility :
                List.of(new Visibility.Full(), new Visibility.SlidingWindow(1), lambda, new Visibility.Chunked(3))) {
            for (int query = 0; query < 50; query++) {
                assertThat(visibility.sees(query, query)).isTrue();
                assertThat(visibility.sees(query, query + 1)).isFalse();
            }
        }
        assertThat(IntStream.rangeClosed(0, 40).filter(key -> lambda.sees(40, key)))
                .containsExactly(0, 1, 2, 3, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40);
    }

    @Test
    void contradictionsAreRefused() {
        LayerRule a = new LayerRule("a", PLAIN, 10_000, new Visibility.Full());
        LayerRule other = new LayerRule("a", PLAIN, 20_000, new Visibility.Full());
        assertThatThrownBy(() -> new ModelRope(List.of(a, other)))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("one rule");
        assertThatThrownBy(() -> ModelRope.ofTypes(List.of("a", "sliding_attention"), List.of(a)))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("layer_types[1]");
        assertThatThrownBy(() ->
                        ModelRope.ofTypes(List.of("a"), List.of(a, a.withoutRotation("unused", new Visibility.Full()))))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("unused");
        assertThatThrownBy(() -> ModelRope.noRopeLayers(List.of(1, 2), a, a))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("no_rope_layers");
        assertThatThrownBy(() -> ModelRope.uniform(2, a).layer(2))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("layer must be from 0 to 1");
        assertThatThrownBy(() -> ModelRope.everyNth(4, 0, a, a))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("interval");
        assertThatThrownBy(() -> new Visibility.SlidingWindow(0)).isInstanceOf(InvalidParameter.class);
    }
}
