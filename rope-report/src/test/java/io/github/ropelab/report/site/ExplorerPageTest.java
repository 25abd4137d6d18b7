package io.github.ropelab.report.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.strategy.Strategies;
import io.github.ropelab.explorer.Exploration;
import io.github.ropelab.model.config.StrategyText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The explorer in a real browser. */
class ExplorerPageTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAIRS = 64;

    /** Of a value: the same formulas with the browser's pow and log, some ulps of a frequency. */
    private static final double FORMULA = 1e-12;

    /** Frequencies off by 4·10⁻¹⁶ of themselves turn 64 angles of up to 32768 rad by 10⁻¹¹ each at most. */
    private static final double DECAY = 1e-9;

    @TempDir
    static Path folder;

    private static HeadlessChromium browser;
    private static Path page;

    @BeforeAll
    static void start() throws IOException {
        browser = HeadlessChromium.start();
        page = folder.resolve("explorer.html");
        Files.writeString(page, html("An explorer"));
    }

    @AfterAll
    static void end() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        browser.resize(1280, 900);
        browser.open(page);
    }

    private static String html(String title) {
        RopeContext context = new RopeContext(
                RotaryGeometry.full(2 * PAIRS, Pairing.HALF_SPLIT), 10_000, Lengths.extended(4096, 16_384));
        return new ExplorerPage(new ExplorerState(
                        context,
                        List.of(
                                Map.of("rope_type", "none"),
                                Map.of("rope_type", "yarn", "factor", 4.0),
                                Map.of("rope_type", "rerope", "window", 1024))))
                .html(title, "", "rope test");
    }

    @Test
    void opensWithoutErrorAndWithoutRequest() {
        assertThat(browser.problems()).isEmpty();
        assertThat(browser.requests()).isEmpty();
        assertThat(browser.evaluate("document.querySelectorAll('canvas').length")
                        .asInt())
                .isEqualTo(4);
        assertThat(browser.evaluate("document.getElementById('error').textContent")
                        .asText())
                .isEmpty();
        assertThat(browser.evaluate("document.getElementById('short').textContent")
                        .asText())
                .contains("1024: inside the trained range [0, 4095]");
    }

    @Test
    void drawsTheNumbersOfTheCore() throws IOException {
        JsonNode expected =
                JSON.readTree(Exploration.answer(json("explorer.request()").toString()));
        same("page", json("explorer.answer()"), expected);
        for (String view : List.of("ratio", "wavelength", "decay", "effective")) {
            JsonNode drawn = json("explorer.drawn('" + view + "')");
            for (int i = 0; i < 3; i++) {
                same(view, drawn.get(i + 1), expected.at("/strategies/" + i + "/" + view));
            }
        }
    }

    @Test
    void computesEveryStrategyAsTheCoreDoes() throws IOException {
        for (StrategyType type : Strategies.builtIn().types()) {
            Map<String, Object> block = block(type);
            Map<String, Object> request = new LinkedHashMap<>(Map.of(
                    "base",
                    500_000,
                    "head_dim",
                    2 * PAIRS,
                    "rotary_dim",
                    2 * PAIRS,
                    "trained_length",
                    4096,
                    "target_length",
                    32_768,
                    "seq_len",
                    32_768,
                    "pair",
                    40,
                    "spacing",
                    "log2",
                    "points",
                    60));
            request.put("strategies", List.of(block));
            String text = JSON.writeValueAsString(request);
            JsonNode expected = JSON.readTree(Exploration.answer(text));
            assertThat(expected.at("/strategies/0/error").isMissingNode())
                    .as(type.id())
                    .isTrue();
            same(type.id(), json("JSON.parse(ropeExplore(" + JSON.writeValueAsString(text) + "))"), expected);
            String command = browser.evaluate("explorer.command(" + JSON.writeValueAsString(block) + ")")
                    .asText();
            String spec = command.replaceAll(".*--strategy '?([^ ']+)'? .*", "$1");
            assertThat(JSON.readTree(JSON.writeValueAsString(
                            Strategies.read(StrategyText.parse(spec)).block())))
                    .as(command)
                    .isEqualTo(JSON.readTree(
                            JSON.writeValueAsString(Strategies.read(block).block())));
        }
    }

    private static Map<String, Object> block(StrategyType type) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("rope_type", type.id());
        for (ParameterDoc parameter : type.parameters()) {
            Object example = parameter.examples().get(0);
            if (parameter.required() || example instanceof Map<?, ?>) {
                block.put(parameter.name(), example instanceof ParameterDoc.ForPairs pairs ? pairs.of(PAIRS) : example);
            }
        }
        return block;
    }

    @Test
    void redrawsWhenASliderIsMovedWithTheKeyboard() throws IOException {
        for (String key :
                List.of("base", "head_dim", "rotary_dim", "trained_length", "target_length", "seq_len", "pair")) {
            JsonNode before = json(
                    "[explorer.state()." + key + ", ['ratio','wavelength','decay','effective'].map(explorer.drawn)]");
            browser.evaluate("document.getElementById('setup-" + key + "-slider').focus()");
            browser.press(key.equals("pair") ? "Home" : "ArrowLeft"); // neighbouring pairs may share a ratio
            JsonNode after = json(
                    "[explorer.state()." + key + ", ['ratio','wavelength','decay','effective'].map(explorer.drawn)]");
            assertThat(after.get(0)).as(key).isNotEqualTo(before.get(0));
            assertThat(after.get(1)).as("curves after %s", key).isNotEqualTo(before.get(1));
            assertThat(browser.evaluate("Number(document.getElementById('setup-" + key + "').value)")
                            .asDouble())
                    .isEqualTo(after.get(0).asDouble());
        }
        browser.evaluate("document.getElementById('s1-beta_fast-slider').focus()");
        browser.press("ArrowRight");
        assertThat(json("explorer.request().strategies[1]").has("beta_fast")).isTrue();
        same(
                "after",
                json("explorer.answer()"),
                JSON.readTree(Exploration.answer(json("explorer.request()").toString())));
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void saysWhatIsWrongBesideTheInputAndDrawsTheOthers() {
        type("s1-factor", "-3");
        assertThat(browser.evaluate("document.getElementById('s1-error').textContent")
                        .asText())
                .isEqualTo("factor must be a finite number above 0, but was -3.0");
        assertThat(browser.evaluate("document.getElementById('s1-factor').getAttribute('aria-invalid')")
                        .asText())
                .isEqualTo("true");
        assertThat(json("explorer.drawn('decay')").get(1).size()).isGreaterThan(100);
        type("s1-factor", "2");
        assertThat(browser.evaluate("document.getElementById('s1-error').textContent")
                        .asText())
                .isEmpty();
        type("setup-rotary_dim", "7");
        assertThat(browser.evaluate("document.getElementById('error').textContent")
                        .asText())
                .contains("rotary_dim must be even");
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void keepsItsStateInTheAddressAndResets() {
        String initial = json("explorer.request()").toString();
        type("setup-base", "500000");
        type("s2-window", "2048");
        browser.evaluate("document.getElementById('new').value = 'self_extend'");
        browser.evaluate("document.getElementById('add').click()");
        String changed = json("explorer.request()").toString();
        assertThat(changed).contains("500000", "2048", "self_extend");
        browser.evaluate("window.old = true; location.reload()");
        browser.await("!window.old && window.explorer");
        assertThat(json("explorer.request()")).hasToString(changed);
        browser.evaluate("document.getElementById('reset').click()");
        assertThat(json("explorer.request()")).hasToString(initial);
        browser.evaluate("location.hash = '#nonsense'");
        browser.await("document.getElementById('status').textContent.includes('holds no state')");
        assertThat(json("explorer.request()")).hasToString(initial);
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void showsTextsFromTheAddressAsTexts() {
        browser.evaluate("location.hash = '#' + encodeURIComponent(JSON.stringify({strategies: [{block: {rope_type: "
                + "'<img src=x onerror=document.title=1>', a: '</script><b>'}}]}))");
        browser.await("document.getElementById('s0-error').textContent.includes('known')");
        assertThat(browser.evaluate("document.querySelectorAll('main img, form img, main b, form b').length")
                        .asInt())
                .isZero();
        assertThat(browser.evaluate("document.title").asText()).isEqualTo("An explorer");
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void hidesACurveFromItsLegendByKeyboardAndMovesTheCursor() {
        browser.evaluate("document.querySelectorAll('#chart-decay .u-legend th')[2].focus()");
        browser.press("Enter");
        assertThat(browser.evaluate("document.getElementById('s1-shown').checked")
                        .asBoolean())
                .isFalse();
        browser.evaluate("document.getElementById('chart-decay').focus()");
        browser.press("ArrowRight");
        browser.await("document.querySelector('#chart-decay .u-value').textContent === '1'");
        browser.press("ArrowRight");
        browser.await("document.querySelector('#chart-decay .u-value').textContent === '2'");
    }

    @Test
    void namesEveryControlAndFitsAPhone() throws IOException {
        String unnamed =
                "[...document.querySelectorAll('input, select, button')].filter(e => !(e.labels && e.labels.length) "
                        + "&& !e.getAttribute('aria-label') && !e.textContent.trim()).map(e => e.id)";
        assertThat(json(unnamed)).isEmpty();
        for (int width : List.of(390, 1280, 1920)) {
            browser.resize(width, 900);
            browser.open(page);
            assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                    .as("at %d px", width)
                    .isLessThanOrEqualTo(width);
            for (boolean dark : List.of(false, true)) {
                browser.dark(dark);
                Path shots = Path.of("target", "screenshots");
                Files.createDirectories(shots);
                Files.write(
                        shots.resolve("explorer-" + width + (dark ? "-dark" : "") + ".png"), browser.screenshot(true));
            }
            browser.dark(false);
        }
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void escapesItsTitleAndAllowsNothingFromElsewhere() {
        String html = html("</title><script>alert(1)</script>");
        assertThat(html).doesNotContain("<script>alert").contains("default-src 'none'");
        assertThat(html.split("</script>", -1)).hasSize(5);
    }

    private static void type(String id, String text) {
        browser.evaluate("(() => { const e = document.getElementById('" + id + "'); e.focus(); e.select(); })()");
        browser.type(text);
    }

    private static JsonNode json(String expression) {
        return browser.evaluate(expression);
    }

    /** Numbers within a tolerance, all else equal; digits in sentences aside. */
    private static void same(String path, JsonNode actual, JsonNode expected) {
        if (expected.isNumber()) {
            double tolerance = path.contains("decay") ? DECAY : FORMULA * Math.abs(expected.asDouble());
            assertThat(actual.asDouble(Double.NaN)).as(path).isCloseTo(expected.asDouble(), within(tolerance));
        } else if (expected.isTextual()) {
            assertThat(words(actual)).as(path).isEqualTo(words(expected));
        } else if (expected.isContainerNode()) {
            assertThat(actual.size()).as(path).isEqualTo(expected.size());
            expected.fieldNames()
                    .forEachRemaining(name -> same(path + "." + name, actual.get(name), expected.get(name)));
            for (int i = 0; expected.isArray() && i < expected.size(); i++) {
                same(path + "[" + i + "]", actual.get(i), expected.get(i));
            }
        } else {
            assertThat(actual).as(path).isEqualTo(expected);
        }
    }

    private static String words(JsonNode text) {
        return text.asText().replaceAll("\\d+(\\.\\d+)?([eE][-+]?\\d+)?", "#");
    }
}
