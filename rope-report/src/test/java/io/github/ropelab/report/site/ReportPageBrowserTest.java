package io.github.ropelab.report.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.report.site.ReportPage.FigureBlock;
import io.github.ropelab.report.view.Selection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report in a real browser; skipped with a clear line where there is none. */
class ReportPageBrowserTest {
    /** How far the page is wider than the window. */
    private static final String OVERFLOW =
            "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - innerWidth";

    private static final String READY = "document.getElementById('results-table').dataset.ready";

    /** The content of the cells of a column, from top to bottom. */
    private static final String COLUMN =
            "[...document.querySelectorAll('#results-table .tabulator-row [tabulator-field=%s]')].map(c => c.textContent)";

    /** Real size of the figures, 5.5 inches, CSS pixels. */
    private static final double REAL_WIDTH = 5.5 * 96;

    @TempDir
    static Path folder;

    private static HeadlessChromium browser;
    private static Path page;

    @BeforeAll
    static void start() throws IOException {
        browser = HeadlessChromium.start();
        page = Files.writeString(folder.resolve("report.html"), HostileRun.html());
    }

    @AfterAll
    static void end() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        browser.scripts(true);
        browser.dark(false);
        browser.resize(1280, 900);
        browser.open(page);
        browser.await(READY);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static List<String> column(String field) {
        return texts(browser.evaluate(COLUMN.formatted(field)));
    }

    /** Names of the series that are drawn in a figure, legend entries included. */
    private static List<String> drawn(String figure) {
        return texts(
                browser.evaluate(
                        "[...new Set([...document.querySelectorAll('#" + figure
                                + " [data-series]')].filter(g => getComputedStyle(g).display !== 'none').map(g => g.dataset.series))]"));
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1280, 1920})
    void fitsTheWindowWithoutErrorAndWithoutARequest(int width) {
        browser.resize(width, 844);
        browser.open(page);
        browser.await(READY);
        assertThat(browser.evaluate(OVERFLOW).asInt()).isZero();
        assertThat(browser.problems()).isEmpty();
        assertThat(browser.requests()).isEmpty();
        assertThat(browser.evaluate("document.title").asText()).isEqualTo(HostileRun.NAME + ": report");
        assertThat(browser.evaluate("document.querySelector('.paper svg').getBoundingClientRect().width")
                        .asDouble())
                .as("8 pt text is not made smaller")
                .isGreaterThanOrEqualTo(REAL_WIDTH);
    }

    @Test
    void nothingOfThePageCanAskTheNetwork() {
        browser.evaluate("fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'refused')");
        assertThat(browser.problems()).anyMatch(problem -> problem.contains("Content Security Policy"));
        browser.evaluate("document.body.appendChild(new Image()).src = 'figures/missing.png'");
        browser.evaluate("new Promise(done => setTimeout(done, 100))");
        assertThat(browser.problems()).anyMatch(problem -> problem.contains("missing.png"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyTextCanBeRead(boolean dark) throws IOException {
        browser.dark(dark);
        String contrast = new String(
                ReportPageBrowserTest.class.getResourceAsStream("contrast.js").readAllBytes(), StandardCharsets.UTF_8);
        JsonNode found = browser.evaluate(contrast);
        assertThat(texts(found.get("low"))).isEmpty();
        assertThat(found.get("seen").asInt()).isGreaterThan(500);
        String background = browser.evaluate("getComputedStyle(document.body).backgroundColor")
                .asText();
        assertThat(background).isEqualTo(dark ? "rgb(20, 23, 26)" : "rgb(255, 255, 255)");
        browser.evaluate("document.querySelector('h1').style.color = 'rgb(128, 128, 128)'");
        assertThat(texts(browser.evaluate(contrast).get("low")))
                .as("the check sees what is hard to read")
                .hasSize(dark ? 0 : 1);
        browser.evaluate("document.querySelector('h1').style.opacity = 0.5");
        assertThat(texts(browser.evaluate(contrast).get("low"))).hasSize(1);
    }

    @Test
    void everyControlHasANameAndEveryScrollingBoxTakesTheFocus() {
        assertThat(texts(browser.evaluate("""
                        [...document.querySelectorAll('input, select, button, [role=button], summary')]
                          .filter(c => !(c.labels && [...c.labels].some(l => l.textContent.trim()))
                            && !(c.getAttribute('aria-label') || '').trim() && !c.textContent.trim())
                          .map(c => c.outerHTML.slice(0, 200))"""))).isEmpty();
        assertThat(texts(browser.evaluate("""
                        [...document.querySelectorAll('main *')]
                          .filter(e => e.scrollWidth > e.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX))
                          .filter(e => e.tabIndex < 0).map(e => e.outerHTML.slice(0, 200))"""))).isEmpty();
        assertThat(texts(browser.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")))
                .doesNotHaveDuplicates();
    }

    @Test
    void theSwitchesOfAllFiguresHideAStrategyEverywhereByKeyboard() {
        String label =
                "[...document.querySelectorAll('[data-switches=all] input')].find(i => i.dataset.name === 'yarn')";
        assertThat(drawn("figure-drift-vs-length")).contains("yarn", "linear", HostileRun.LABEL);
        browser.evaluate(label + ".focus()");
        browser.press(" ");
        assertThat(drawn("figure-drift-vs-length"))
                .contains("linear", HostileRun.LABEL)
                .doesNotContain("yarn");
        assertThat(drawn("figure-drift-vs-distance")).contains("linear").doesNotContain("yarn");
        assertThat(browser.evaluate("document.querySelector('[data-switches=all] output').textContent")
                        .asText())
                .isEqualTo("3 of 4 shown");
        browser.press(" ");
        assertThat(drawn("figure-drift-vs-length")).contains("yarn");
    }

    @Test
    void allAndNoneWorkAndAFiguresOwnSwitchesChangeThisFigureAlone() {
        String own = "document.querySelector('[data-switches=figure-drift-vs-length]')";
        browser.evaluate(own + ".querySelector('[data-set=none]').click()");
        assertThat(drawn("figure-drift-vs-length")).isEmpty();
        assertThat(drawn("figure-drift-vs-distance")).contains("yarn", "linear");
        assertThat(browser.evaluate(own + ".querySelector('output').textContent")
                        .asText())
                .isEqualTo("0 of 3 shown");
        assertThat(browser.evaluate("document.getElementById('strategy-1').indeterminate")
                        .asBoolean())
                .as("shown in one figure, hidden in another")
                .isTrue();
        String all = "document.querySelector('[data-switches=all]')";
        browser.evaluate(all + ".querySelector('[data-set=none]').click()");
        assertThat(drawn("figure-drift-vs-distance")).isEmpty();
        browser.evaluate(all + ".querySelector('[data-set=all]').click()");
        assertThat(drawn("figure-drift-vs-length")).contains("yarn", "linear", HostileRun.LABEL);
    }

    @Test
    void aLineOfTwoStrategiesIsShownAsLongAsOneIs() {
        assertThat(drawn("figure-frequency-ratio")).contains("none = linear");
        browser.evaluate("document.getElementById('strategy-0').click()");
        assertThat(drawn("figure-frequency-ratio")).contains("none = linear");
        browser.evaluate("document.getElementById('strategy-1').click()");
        assertThat(drawn("figure-frequency-ratio"))
                .doesNotContain("none = linear")
                .isNotEmpty();
    }

    @Test
    void headsSortByKeyboardAndSayTheirState() {
        String head = "document.querySelector('#results-table .tabulator-col[tabulator-field=value]')";
        browser.evaluate(head + ".querySelector('.tabulator-col-title').focus()");
        browser.press("Enter");
        browser.await(head + ".getAttribute('aria-sort') === 'ascending'");
        List<Double> rising = column("value").stream().map(Double::valueOf).toList();
        assertThat(rising).hasSize(25).isSorted();
        browser.press("Enter");
        browser.await(head + ".getAttribute('aria-sort') === 'descending'");
        assertThat(Double.parseDouble(column("value").get(0))).isGreaterThan(rising.get(24));
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void choicesSearchAndFiltersOfHeadsNarrowTheTable() {
        int lines = browser.evaluate("JSON.parse(document.getElementById('results-data').textContent).lines")
                .asInt();
        String count = "document.getElementById('results-count').textContent";
        assertThat(browser.evaluate(count).asText()).isEqualTo(lines + " of " + lines + " lines");
        browser.evaluate("""
                (() => { const s = document.getElementById('choose-strategy');
                  s.value = [...s.options].find(o => o.textContent === %s).value;
                  s.dispatchEvent(new Event('change')); })()""".formatted("\"a<b>&\\\"c'\""));
        assertThat(column("strategy")).isNotEmpty().containsOnly(HostileRun.LABEL);
        browser.evaluate("document.getElementById('results-search').focus()");
        browser.type("OUTPUT real");
        browser.await(count + " === '2 of " + lines + " lines'");
        assertThat(column("metric")).containsExactly("output-error", "output-error");
        browser.evaluate("document.getElementById('results-reset').click()");
        browser.await(count + " === '" + lines + " of " + lines + " lines'");
        browser.evaluate("document.querySelector('[tabulator-field=value] .tabulator-header-filter input').focus()");
        typed("> 30");
        browser.await(count + " !== '" + lines + " of " + lines + " lines'");
        assertThat(column("value")).isNotEmpty().allMatch(value -> Double.parseDouble(value) > 30);
        browser.evaluate("document.getElementById('results-reset').click()");
        browser.await(count + " === '" + lines + " of " + lines + " lines'");
        browser.evaluate(
                "document.querySelector('[tabulator-field=statistic] .tabulator-header-filter input').focus()");
        typed("nothing like it");
        browser.await("document.querySelector('#results-table').textContent.includes('No line fits the filters.')");
        assertThat(browser.problems()).isEmpty();
    }

    /** Filters of heads listen to keys. */
    private static void typed(String text) {
        browser.type(text);
        browser.press("End");
    }

    @Test
    void withoutScriptsEverythingButTheControlsIsThere() {
        browser.scripts(false);
        browser.open(page);
        assertThat(browser.evaluate(
                                "[...document.querySelectorAll('.needs-script')].filter(e => e.checkVisibility()).length")
                        .asInt())
                .isZero();
        assertThat(browser.evaluate(
                                "document.querySelector('noscript p') !== null && document.querySelector('noscript').checkVisibility()")
                        .asBoolean())
                .isTrue();
        assertThat(drawn("figure-drift-vs-length")).contains("yarn");
        assertThat(browser.evaluate("[...document.querySelectorAll('main table')].every(t => t.checkVisibility())")
                        .asBoolean())
                .isTrue();
        assertThat(browser.evaluate(OVERFLOW).asInt()).isZero();
    }

    @Test
    void printsAnswerFiguresAndTablesWithoutControls() throws IOException {
        browser.dark(true);
        try (PDDocument printed = Loader.loadPDF(browser.pdf())) {
            String text = new PDFTextStripper().getText(printed).replaceAll("\\s+", " ");
            assertThat(text)
                    .contains(
                            "linear is closest to none at 128 tokens", "Paired comparison with linear", "Make it again")
                    .doesNotContain("Strategies in all figures", "Page Size", "Skip to the answer");
            assertThat(printed.getNumberOfPages()).isBetween(3, 20);
        }
    }

    /** A page of as many lines as it may hold is usable: the table shows a page of them. */
    @Test
    void aFullPageIsReadySoon() throws IOException {
        Selection selection = HostileRun.many(AggregatedResults.MOST);
        Path full = Files.writeString(
                folder.resolve("full.html"),
                new ReportPage(selection, List.of()).html(List.<FigureBlock>of(), List.of(), HostileRun.noPairs()));
        browser.open(full);
        browser.await(READY);
        assertThat(browser.evaluate("document.getElementById('results-count').textContent")
                        .asText())
                .isEqualTo("20000 of 20000 lines");
        assertThat(column("value")).hasSize(25);
        assertThat(browser.problems()).isEmpty();
    }
}
