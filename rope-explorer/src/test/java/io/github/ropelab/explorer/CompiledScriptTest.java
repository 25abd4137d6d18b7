package io.github.ropelab.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.strategy.Strategies;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.Scriptable;

/** The JavaScript that pages run, in a JavaScript engine on the JVM, against the core that it was compiled from. */
class CompiledScriptTest {
    /** Pages that hold the script stay below two megabytes with their charts. */
    private static final int LARGEST_SCRIPT = 1_000_000;

    private static final int CASES_PER_STRATEGY = 2;

    private static Context engine;
    private static Scriptable page;

    @BeforeAll
    static void load() throws IOException {
        engine = Context.enter();
        engine.setLanguageVersion(Context.VERSION_ES6);
        engine.setOptimizationLevel(-1); // one function of the script is too large for a class
        page = engine.initStandardObjects();
        // Rhino's BigInt knows no Number(BigInt); without any, the script counts with pairs of integers.
        engine.evaluateString(page, "BigInt = undefined", "setup", 1, null);
        engine.evaluateString(page, script(), "explorer.js", 1, null);
    }

    @AfterAll
    static void leave() {
        Context.exit();
    }

    private static String script() throws IOException {
        try (InputStream script = Exploration.class.getResourceAsStream("explorer.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void isSmallAndEvaluatesNoText() throws IOException {
        assertThat(script()).hasSizeLessThan(LARGEST_SCRIPT).doesNotContain("eval(", "new Function", "</script");
    }

    @Test
    void hasTheWholeCatalogue() {
        assertThat(JsonReader.read(call("ropeCatalogue", 32))).isEqualTo(JsonReader.read(CatalogText.json(32)));
        assertThat((List<?>) JsonReader.read(call("ropeCatalogue", 32)))
                .hasSize(Strategies.builtIn().ids().size());
    }

    @Test
    void saysTheSameOfWrongRequests() {
        for (String request :
                List.of("{", "{}", "{\"strategies\":[]}", "[1,2", "{\"strategies\":7,\"head_dim\":1e400}")) {
            assertThat(call("ropeExplore", request)).isEqualTo(Exploration.answer(request));
        }
    }

    /** Example parameters, bent at random: what breaks a rule must give the same message. */
    @TestFactory
    List<DynamicTest> givesTheNumbersOfTheCore() {
        Random random = new Random(20240607);
        List<DynamicTest> tests = new ArrayList<>();
        for (StrategyType type : Strategies.builtIn().types()) {
            tests.add(DynamicTest.dynamicTest(type.id(), () -> {
                int numbers = 0;
                for (int i = 0; i < CASES_PER_STRATEGY; i++) {
                    String request = request(type, i, random);
                    JsonComparison comparison = new JsonComparison(request);
                    comparison.check(
                            JsonReader.read(call("ropeExplore", request)),
                            JsonReader.read(Exploration.answer(request)));
                    numbers += comparison.numbers();
                }
                assertThat(numbers).isGreaterThan(100);
            }));
        }
        return tests;
    }

    private static String request(StrategyType type, int index, Random random) {
        int pairs = 4 * (2 + random.nextInt(5));
        int trained = 64 << random.nextInt(2);
        int target = trained * (1 + random.nextInt(4));
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("rope_type", type.id());
        for (ParameterDoc parameter : type.parameters()) {
            if (parameter.required() || index > 0 && random.nextBoolean()) {
                block.put(parameter.name(), value(parameter, pairs, index == 1, random));
            }
        }
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("head_dim", 2 * pairs + 2 * random.nextInt(2) * pairs);
        request.put("rotary_dim", 2 * pairs);
        request.put("base", Math.pow(10, 3 + 4 * random.nextDouble()));
        request.put("trained_length", trained);
        request.put("target_length", target);
        request.put("seq_len", 1 + random.nextInt(target + trained));
        request.put("pair", random.nextInt(2 * pairs));
        request.put("spacing", random.nextBoolean() ? "log2" : "linear");
        request.put("points", 20);
        request.put("strategies", List.of(block));
        return JsonWriter.text(request);
    }

    private static Object value(ParameterDoc parameter, int pairs, boolean bent, Random random) {
        Object example =
                parameter.examples().get(random.nextInt(parameter.examples().size()));
        Object value = example instanceof ParameterDoc.ForPairs forPairs ? forPairs.of(pairs) : example;
        return bent && value instanceof Double number ? (Object) (number * 2 * random.nextDouble()) : value;
    }

    private static String call(String function, Object argument) {
        Function called = (Function) page.get(function, page);
        return Context.toString(called.call(engine, page, page, new Object[] {argument}));
    }
}
