package io.github.ropelab.report.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ropelab.report.site.AggregatedResults.Line;
import io.github.ropelab.report.stats.Interval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What holds of the page's text: no browser is needed to see it. */
class ReportPageTest {
    private static final Set<String> VOID = Set.of("meta", "link", "input", "br", "wbr", "!doctype");
    private static final String HTML = HostileRun.html();

    /** The page without the content of style sheets, scripts and data, where no tag is one. */
    private static final String MARKUP = HTML.replaceAll("(?s)(<(script|style)\\b[^>]*>).*?(</\\2>)", "$1$3");

    private static List<MatchResult> all(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(text).results().toList();
    }

    private static Set<String> ids() {
        Set<String> ids = new HashSet<>();
        all("\\sid=['\"]([^'\"]*)['\"]", MARKUP).forEach(id -> ids.add(id.group(1)));
        return ids;
    }

    @Test
    void nothingLeadsOutOfTheFolder() {
        List<MatchResult> links = all("\\s(?:src|(?:xlink:)?href)=['\"]([^'\"]*)['\"]", MARKUP);
        assertThat(links).hasSizeGreaterThan(HostileRun.FILES.size());
        for (MatchResult link : links) {
            assertThat(link.group(1))
                    .matches(target ->
                            target.startsWith("#") || target.startsWith("data:") || HostileRun.FILES.contains(target));
        }
        assertThat(links).extracting(link -> link.group(1)).containsAll(HostileRun.FILES);
        assertThat(all("url\\(([^)]*)\\)", MARKUP)).isNotEmpty().allMatch(url -> url.group(1)
                .matches("['\"]?#.*"));
        List<MatchResult> styles = all("<style>(.*?)</style>", HTML);
        assertThat(styles)
                .allMatch(style -> !style.group(1).contains("url(")
                        && !style.group(1).contains("@import")
                        && !style.group(1).contains("sourceMappingURL"));
        assertThat(all("<script>(.*?)</script>", HTML)).hasSize(2).noneMatch(script -> script.group(1)
                .contains("sourceMappingURL"));
    }

    @Test
    void thePolicyForbidsRequestsAndKnowsTheScriptsOfThePageOnly() throws NoSuchAlgorithmException {
        String policy = all("Content-Security-Policy\" content=\"([^\"]*)\"", HTML)
                .get(0)
                .group(1)
                .replace("&#39;", "'")
                .replace("&#x3D;", "=")
                .replace("&#x2F;", "/");
        assertThat(policy)
                .contains("default-src 'none'", "img-src data:", "base-uri 'none'", "form-action 'none'")
                .doesNotContain("http", "*", "unsafe-eval", "script-src 'unsafe-inline'");
        String allowed = policy.substring(policy.indexOf("script-src"));
        List<MatchResult> scripts = all("<script>(.*?)</script>", HTML);
        for (MatchResult script : scripts) {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(script.group(1).getBytes(StandardCharsets.UTF_8));
            assertThat(allowed).contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
        }
        assertThat(allowed.split("sha256-")).hasSize(scripts.size() + 1);
        assertThat(MARKUP).doesNotContainPattern("\\son\\w+=");
    }

    @Test
    void librariesComeWithTheirLicence() {
        assertThat(all("The MIT License", HTML)).as("script and style sheet").hasSize(2);
        assertThat(HTML).contains("Copyright (c) 2015-2025 Oli Folkerd");
    }

    @Test
    void idsAreUniqueAndWhatIsReferredToIsThere() {
        assertThat(all("\\sid=['\"]([^'\"]*)['\"]", MARKUP)).hasSameSizeAs(ids());
        List<MatchResult> references =
                all("\\s(?:for|aria-labelledby|aria-describedby|data-switches|href)=['\"]#?([^'\"]*)['\"]", MARKUP);
        assertThat(references)
                .extracting(reference -> reference.group(1))
                .filteredOn(id -> !id.equals("all") && !id.startsWith("data:") && !HostileRun.FILES.contains(id))
                .isNotEmpty()
                .allMatch(ids()::contains);
    }

    @Test
    void everyControlHasALabel() {
        List<MatchResult> inputs = all("<input[^>]*\\sid=\"([^\"]*)\"", MARKUP);
        assertThat(inputs).hasSameSizeAs(all("<input", MARKUP)).hasSizeGreaterThan(HostileRun.STRATEGIES.size());
        for (MatchResult input : inputs) {
            assertThat(MARKUP).contains("<label for=\"" + input.group(1) + "\">");
        }
        assertThat(all("<button[^>]*>([^<]*)</button>", MARKUP)).isNotEmpty().noneMatch(button -> button.group(1)
                .isBlank());
        assertThat(MARKUP).doesNotContain("<select", "<textarea");
    }

    @Test
    void everyElementIsClosed() {
        Deque<String> open = new ArrayDeque<>();
        for (MatchResult tag : all("<(/?)(!?[\\w:]+)(?:[^>'\"]|'[^']*'|\"[^\"]*\")*?(/?)>", MARKUP)) {
            if (VOID.contains(tag.group(2)) || !tag.group(3).isEmpty()) {
                continue;
            }
            if (tag.group(1).isEmpty()) {
                open.push(tag.group(2));
            } else {
                assertThat(open.pop()).isEqualTo(tag.group(2));
            }
        }
        assertThat(open).isEmpty();
    }

    @Test
    void textsAreEscaped() {
        assertThat(HTML)
                .contains("<h1>&lt;/script&gt;&lt;script&gt;alert(1)", "&lt;img src")
                .doesNotContain("<script>alert", "<img", HostileRun.LABEL, HostileRun.NAME);
        assertThat(all("</script>", HTML)).as("data and two scripts").hasSize(3);
    }

    @Test
    void embeddedNumbersAreTheAggregatedOnes() throws IOException {
        JsonNode json = JsonMapper.builder()
                .build()
                .readTree(all("id=\"results-data\">(.*?)</script>", HTML).get(0).group(1));
        AggregatedResults results = AggregatedResults.of(HostileRun.selection().table(), AggregatedResults.MOST);
        assertThat(json.get("lines").asInt()).isEqualTo(results.lines().size()).isPositive();
        Map<String, Function<Line, Object>> expected = new HashMap<>();
        expected.put("data", line -> line.key().data());
        expected.put("strategy", line -> line.key().strategy());
        expected.put("metric", line -> line.key().metric());
        expected.put("statistic", line -> line.key().statistic());
        expected.put("axis", line -> line.key().axis());
        expected.put("current_length", line -> line.key().currentLength());
        expected.put("target_length", line -> line.key().targetLength());
        expected.put("from", line -> line.key().from());
        expected.put("to", line -> line.key().to());
        expected.put("n", line -> line.estimate().n());
        expected.put("without", Line::without);
        expected.put(
                "value",
                line -> line.estimate().n() == 0 ? null : line.estimate().mean());
        expected.put("low", line -> line.interval().map(Interval::low).orElse(null));
        expected.put("high", line -> line.interval().map(Interval::high).orElse(null));
        Set<String> seen = new HashSet<>();
        for (JsonNode column : json.get("columns")) {
            Function<Line, Object> value = expected.get(column.get("key").asText());
            assertThat(value).as(column.get("key").asText()).isNotNull();
            seen.add(column.get("key").asText());
            for (int i = 0; i < results.lines().size(); i++) {
                Object wanted = value.apply(results.lines().get(i));
                JsonNode found = column.has("numbers")
                        ? column.get("numbers").get(i)
                        : column.get("values").get(column.get("at").get(i).asInt());
                if (wanted == null) {
                    assertThat(found.isNull()).isTrue();
                } else if (wanted instanceof Number number) {
                    assertThat(found.asDouble()).isEqualTo(number.doubleValue());
                } else {
                    assertThat(found.asText()).isEqualTo(wanted);
                }
            }
        }
        assertThat(seen).isEqualTo(expected.keySet());
        assertThat(json.get("same").get("head dim").asInt()).isEqualTo(8);
        assertThat(json.get("same").get("pairing").asText()).isEqualTo("half-split");
        assertThat(json.toString()).contains("a<b>&\\\"c'");
    }

    @Test
    void theAnswerComesFirstAndWhatCannotBeDrawnIsSaidInItsPlace() {
        int answer = HTML.indexOf("<h2 id=\"answer-title\">");
        assertThat(answer).isPositive().isLessThan(HTML.indexOf("<h2 id=\"warnings-title\">"));
        assertThat(HTML)
                .contains("<strong>real</strong>: linear is closest to none at 128 tokens, output error 0.330")
                .contains("yarn is farthest")
                .containsPattern(
                        "<h3 id=\"figure-decay-curve-title\">[^<]*</h3>\\s*<p class=\"missing\"[^>]*>Nothing to draw: ");
        assertThat(HTML).contains("<g data-series='" + "linear" + "'>");
    }

    @Test
    void theCommandsNameTheStudyFileOfTheRun() {
        assertThat(HTML)
                .contains(
                        "git checkout 0123456789abcdef",
                        "sha256sum OUT/study.yaml   # 1",
                        "./rope run OUT/study.yaml -o AGAIN --reference");
    }

    @Test
    void twoPagesOfOneRunAreTheSame() {
        assertThat(HostileRun.html()).isEqualTo(HTML);
    }
}
