package io.github.ropelab.experiments.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.Branch;
import io.github.ropelab.core.Catalog;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.PositionMap;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.Tolerance;
import io.github.ropelab.core.strategy.Strategies;
import io.github.ropelab.model.config.Dialect;
import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.config.RopeSetup;
import io.github.ropelab.model.config.StrategyText;
import io.github.ropelab.model.tensor.NpyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Export and import are inverse over the whole catalogue: a clear error, or the same encoding again. */
class ExportRoundTripTest {
    private static final Catalog<StrategyType, RopeStrategy> CATALOG = Strategies.installed();

    private static final List<RopeContext> CONTEXTS = List.of(
            context(32, 32, Pairing.HALF_SPLIT, 10_000, 1024, 1500, 192),
            context(32, 32, Pairing.HALF_SPLIT, 500_000, 1024, 2100, 3000),
            context(32, 16, Pairing.HALF_SPLIT, 10_000, 1024, 4096, 1024),
            context(24, 24, Pairing.INTERLEAVED, 10_000, 1000, 3000, 2500),
            context(80, 18, Pairing.HALF_SPLIT, 1e6, 2048, 2048, 2048));

    /** A divisor of 1e30 instead of a pair that stands still. */
    static final Tolerance FREQUENCY = new Tolerance("two roundings of a quotient", 1e-12, 1e-29);

    private static final Tolerance STORED_DIVISOR = new Tolerance("float32 divisor", 1.2e-7, 1e-29);

    /** Strategies that are no frequency map in any of the settings here, and no engine has keys for. */
    private static final Set<String> NEVER = Set.of(
            "rerope", "leaky_rerope", "self_extend", "string", "llama4", "ssmax", "entropy_abf", "xpos", "combined");

    /** Frequencies that follow the current length by a rule that no engine has: an array holds those of one length. */
    private static final Set<String> OWN_GROWTH = Set.of("dynamic_linear", "dynamic_yarn", "longrope_dynamic");

    /** Joined strategies that engines have keys for; the catalogue's own examples join what none has. */
    private static final List<String> JOINED = List.of(
            "yarn:factor=4+mrope:mrope_section=[4,4,4]",
            "llama3:factor=4+ministral3",
            "partial:partial_rotary_factor=0.5+yarn:factor=4,truncate=false",
            "ntk_aware:factor=4+mrope:mrope_section=[4,4,4],mrope_interleaved=true",
            "resonance(yarn:factor=4)",
            "none+linear:factor=2",
            "yarn:factor=4,mscale=0.707,mscale_all_dim=0.707+ministral3:llama_4_scaling_beta=0.2");

    private static final String CHUNKED = "yarn:factor=4+dual_chunk:chunk_size=768,local_window=128";

    @TempDir
    Path folder;

    static Stream<String> ids() {
        return CATALOG.ids().stream();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void transformers(String id) throws IOException {
        int said = 0;
        for (RopeSetup setup : setups(id)) {
            for (RopeExport.Spelling spelling : RopeExport.Spelling.values()) {
                Exported exported;
                try {
                    exported = RopeExport.toTransformers(setup, spelling);
                } catch (InvalidParameter e) {
                    assertClear(e, "transformers", id);
                    break; // no spelling says it
                }
                Path config = folder.resolve("config.json");
                Files.writeString(config, exported.text());
                for (int current :
                        List.of(500, 1024, 1025, 5000, setup.context().lengths().current())) {
                    RopeSetup again = RopeRequest.ofConfig(config)
                            .lengths(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(current))
                            .resolve();
                    assertSame(FREQUENCY, again, at(setup, current));
                }
                said++;
            }
        }
        assertThat(said > 0)
                .as("something of %s is said", id)
                .isEqualTo(!isNever(id, "dual_chunk", "log_n") && !OWN_GROWTH.contains(id));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void vllm(String id) {
        int said = 0;
        for (RopeSetup setup : setups(id)) {
            Exported exported;
            try {
                exported = RopeExport.toVllm(setup);
            } catch (InvalidParameter e) {
                assertClear(e, "vLLM", id);
                continue;
            }
            RopeSetup again = VllmArguments.read(exported.text())
                    .widths(OptionalInt.of(setup.context().geometry().headDim()), OptionalInt.empty())
                    .resolve();
            assertSame(FREQUENCY, again, setup);
            said++;
        }
        assertThat(said > 0)
                .as("something of %s is said", id)
                .isEqualTo(!isNever(id, "log_n") && !OWN_GROWTH.contains(id));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void llamaCpp(String id) throws IOException {
        int said = 0;
        for (RopeSetup setup : setups(id)) {
            RotaryGeometry geometry = setup.context().geometry();
            try {
                Exported flags = RopeExport.toLlamaCpp(setup);
                RopeRequest request = LlamaCppFlags.read(flags.text());
                assertSame(FREQUENCY, resolved(request, geometry), setup);
                said++;
            } catch (InvalidParameter e) {
                assertClear(e, "llama.cpp", id);
            }
            try {
                Exported both = RopeExport.toLlamaCpp(setup, "freqs.npy");
                double[] divisors = numbers(both.divisors().orElseThrow());
                RopeRequest request = LlamaCppFlags.read(both.text(), divisors);
                assertSame(STORED_DIVISOR, resolved(request, geometry), setup);
                said++;
            } catch (InvalidParameter e) {
                assertClear(e, "llama.cpp", id);
            }
        }
        assertThat(said > 0)
                .as("something of %s is said", id)
                .isEqualTo(!isNever(id, "dual_chunk", "log_n", "mrope", "dynamic_ntk", "ministral3")
                        && !OWN_GROWTH.contains(id));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void arrays(String id) throws IOException {
        int said = 0;
        for (RopeSetup setup : setups(id)) {
            Exported exported;
            try {
                exported = RopeExport.toNpy(setup);
            } catch (InvalidParameter e) {
                assertClear(e, "an array of frequencies", id);
                continue;
            }
            double[] values = numbers(exported.content());
            PositionEncoding encoding = setup.encoding();
            assertThat(values).hasSize(encoding.frequencies().pairs());
            for (int i = 0; i < values.length; i++) {
                FREQUENCY.check(id, values[i], turning(encoding, i));
            }
            said++;
        }
        assertThat(said > 0)
                .as("something of %s is said", id)
                .isEqualTo(!isNever(id, "dual_chunk", "log_n", "ministral3", "mrope"));
    }

    @Test
    void joinedStrategiesAreSaidByHuggingFacesKeys() throws IOException {
        for (String text : JOINED) {
            RopeSetup setup = setup(text);
            Path config = folder.resolve("config.json");
            Files.writeString(
                    config,
                    RopeExport.toTransformers(setup, RopeExport.Spelling.ROPE_PARAMETERS)
                            .text());
            assertSame(FREQUENCY, RopeRequest.ofConfig(config).resolve(), setup);
        }
    }

    @Test
    void vllmSaysThemTooAndDualChunks() {
        for (String text : Stream.concat(JOINED.stream(), Stream.of(CHUNKED)).toList()) {
            RopeSetup setup = setup(text);
            RopeRequest request =
                    VllmArguments.read(RopeExport.toVllm(setup).text()).widths(OptionalInt.of(24), OptionalInt.empty());
            assertSame(FREQUENCY, request.resolve(), setup);
        }
    }

    @Test
    void aSecondTrainedLengthTurnsYarnIntoAListOfDivisors() {
        RopeSetup setup = setup("yarn:factor=4+ministral3:original_length=100");
        Exported exported = RopeExport.toVllm(setup);
        assertThat(exported.text()).contains("\"longrope\"", "\"original_max_position_embeddings\":100");
        RopeRequest request = VllmArguments.read(exported.text()).widths(OptionalInt.of(24), OptionalInt.empty());
        assertSame(FREQUENCY, request.resolve(), setup);
        RopeSetup deepseek = setup("yarn:factor=4,mscale_all_dim=1+ministral3:original_length=100");
        assertThatThrownBy(() -> RopeExport.toVllm(deepseek))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("nearest expressible: yarn:factor=4, remaining angle error 0.000 rad");
    }

    private static RopeSetup setup(String text) {
        RopeContext given = context(24, 24, Pairing.HALF_SPLIT, 10_000, 1024, 4096, 4096);
        RopeStrategy strategy = Strategies.read(StrategyText.parse(text));
        RopeContext context = new RopeContext(strategy.rotated(given.geometry()), given.base(), given.lengths());
        return new RopeSetup(context, strategy, Dialect.TRANSFORMERS, true, List.of());
    }

    private static boolean isNever(String id, String... others) {
        return NEVER.contains(id) || List.of(others).contains(id);
    }

    private static RopeSetup resolved(RopeRequest request, RotaryGeometry geometry) {
        return request.widths(OptionalInt.of(geometry.headDim()), OptionalInt.of(geometry.rotaryDim()))
                .resolve();
    }

    static void assertClear(InvalidParameter e, String engine, String id) {
        assertThat(e).hasMessageContaining(engine).hasMessageContaining(id);
        assertThat(e.suggestion().orElseThrow()).containsAnyOf("nearest expressible: ", "--divisors FILE.npy");
    }

    static void assertSame(Tolerance frequency, RopeSetup again, RopeSetup setup) {
        PositionEncoding actual = again.encoding();
        PositionEncoding expected = setup.encoding();
        String what = setup.strategy().toString();
        assertThat(again.context().geometry().headDim())
                .isEqualTo(setup.context().geometry().headDim());
        int pairs = setup.context().geometry().pairs();
        assertThat(actual.frequencies().pairs()).as(what).isEqualTo(pairs);
        for (int i = 0; i < pairs; i++) {
            frequency.check(what, turning(actual, i), turning(expected, i));
            assertThat(actual.axes().of(i)).as(what).isEqualTo(expected.axes().of(i));
        }
        Tolerance.DOUBLE.check(
                what, actual.attention().amplitude(), expected.attention().amplitude());
        assertThat(actual.radial()).as(what).isEqualTo(expected.radial());
        for (int query = 0; query < 3000; query += 61) {
            Tolerance.DOUBLE.check(
                    what,
                    actual.attention().logit().at(query),
                    expected.attention().logit().at(query));
            for (int key = 0; key <= query; key += 97) {
                new Tolerance("angle", 1e-12 + frequency.relative(), 1e-12)
                        .check(what, angle(actual, query, key), angle(expected, query, key));
            }
        }
    }

    /** Angle of one token of a map that is affine through 0; the bare frequency of any other. */
    private static double turning(PositionEncoding encoding, int pair) {
        List<Branch> branches = encoding.positions().branches();
        PositionMap map = branches.get(0).query();
        double slope = branches.size() == 1 ? map.slope().orElse(1) : 1;
        return encoding.frequencies().omega(pair) * slope;
    }

    private static double angle(PositionEncoding encoding, int query, int key) {
        return encoding.frequencies().omega(0) * encoding.positions().effectiveDistance(query, key);
    }

    private static RopeSetup at(RopeSetup setup, int current) {
        Lengths lengths = setup.context().lengths();
        return new RopeSetup(
                setup.context().withLengths(new Lengths(lengths.trained(), lengths.target(), current)),
                setup.strategy(),
                setup.dialect(),
                true,
                List.of());
    }

    private double[] numbers(byte[] npy) throws IOException {
        return NpyFile.read(Files.write(folder.resolve("numbers.npy"), npy)).values();
    }

    /** The strategy with each example value of each parameter in each context that it is defined in. */
    private static List<RopeSetup> setups(String id) {
        List<RopeSetup> setups = new ArrayList<>();
        for (RopeContext given : CONTEXTS) {
            for (Map<String, Object> parameters : settings(CATALOG.type(id), given)) {
                try {
                    RopeStrategy strategy = CATALOG.read(id, Params.of(parameters));
                    RopeContext context =
                            new RopeContext(strategy.rotated(given.geometry()), given.base(), given.lengths());
                    strategy.encode(context);
                    setups.add(new RopeSetup(context, strategy, Dialect.TRANSFORMERS, true, List.of()));
                } catch (InvalidParameter notDefinedHere) {
                    continue;
                }
            }
        }
        assertThat(setups).isNotEmpty();
        return setups;
    }

    private static List<Map<String, Object>> settings(StrategyType type, RopeContext context) {
        Map<String, Object> required = new HashMap<>();
        type.parameters().stream()
                .filter(ParameterDoc::required)
                .forEach(p -> required.put(p.name(), p.examples().get(0)));
        List<Map<String, Object>> settings = new ArrayList<>();
        settings.add(required);
        for (ParameterDoc parameter : type.parameters()) {
            for (Object value : parameter.examples()) {
                Map<String, Object> setting = new HashMap<>(required);
                setting.put(parameter.name(), value);
                settings.add(setting);
            }
        }
        settings.forEach(setting -> setting.replaceAll((name, value) -> value instanceof ParameterDoc.ForPairs example
                ? example.of(context.geometry().pairs())
                : value));
        return settings;
    }

    private static RopeContext context(
            int headDim, int rotaryDim, Pairing pairing, double base, int trained, int target, int current) {
        return new RopeContext(
                new RotaryGeometry(headDim, rotaryDim, pairing), base, new Lengths(trained, target, current));
    }
}
