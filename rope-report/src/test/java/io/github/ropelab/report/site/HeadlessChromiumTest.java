package io.github.ropelab.report.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The browser of the other tests sees what it has to see: a check that cannot fail is none. */
class HeadlessChromiumTest {
    @TempDir
    Path folder;

    @Test
    void errorsAndRequestsOfAPageAreSeen() throws IOException {
        Path good = Files.writeString(folder.resolve("good.html"), """
                <!doctype html><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>good</title><button onclick="document.title='pressed'">b</button>
                """);
        Path bad = Files.writeString(folder.resolve("bad.html"), """
                <!doctype html><link rel="icon" href="data:,"><img src="missing.png"><script>console.error('loud'); missing();</script>
                """);
        try (HeadlessChromium browser = HeadlessChromium.start()) {
            browser.open(bad);
            assertThat(browser.problems())
                    .anyMatch(problem -> problem.contains("loud"))
                    .anyMatch(problem -> problem.contains("missing is not defined"));
            assertThat(browser.requests()).anyMatch(url -> url.endsWith("/missing.png"));

            browser.resize(390, 844);
            browser.open(good);
            assertThat(browser.problems()).isEmpty();
            assertThat(browser.requests()).isEmpty();
            assertThat(browser.evaluate("innerWidth").asInt()).isEqualTo(390);
            browser.press("Tab");
            browser.press("Enter");
            browser.await("document.title === 'pressed'");
            assertThat(browser.evaluate("1 + 1").asInt()).isEqualTo(2);
        }
    }
}
