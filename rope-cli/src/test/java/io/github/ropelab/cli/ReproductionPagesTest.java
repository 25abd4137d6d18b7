package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Extent;
import io.github.ropelab.experiments.published.Outcome;
import io.github.ropelab.experiments.reproduction.Reproducer;
import io.github.ropelab.experiments.reproduction.Reproductions;
import io.github.ropelab.experiments.reproduction.frame.Reproduction;
import io.github.ropelab.experiments.reproduction.frame.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/reproductions is made by {@code ./rope reproduce --all --pages docs/reproductions}. */
class ReproductionPagesTest {
    private static final double QUICK = 0.5;
    private static final long MOST_BYTES = 400_000;
    private static final Path PAGES = ProjectRoot.find().resolve("docs/reproductions");

    static Stream<Reproduction> quick() {
        return Reproductions.builtIn().stream()
                .filter(result -> result.description().seconds() < QUICK);
    }

    private static List<String> names(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .toList();
        }
    }

    private static List<String> matches(String text, String pattern) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** Longer ones are held against a run by what builds the project. */
    @ParameterizedTest
    @MethodSource("quick")
    void thePageOfAQuickResultIsWhatItGivesNow(Reproduction result) throws IOException {
        Work work = new Work(Extent.USUAL, 1, ProjectRoot.find().resolve("data"), Work.Progress.NONE);
        Outcome outcome = Reproducer.run(result, work);
        assertThat(Files.readString(PAGES.resolve(outcome.description().id() + ".md")))
                .as("see the class comment")
                .isEqualTo(ReproductionPages.page(outcome));
        for (Chart chart : outcome.charts()) {
            assertThat(PAGES.resolve(ReproductionPages.image(outcome, chart))).exists();
        }
    }

    @Test
    void everyResultHasItsPageAndItsPictures() throws IOException {
        List<String> pages = new ArrayList<>(List.of("README.md"));
        List<String> pictures = new ArrayList<>();
        for (String id : Reproductions.ids()) {
            pages.add(id + ".md");
            pictures.addAll(
                    matches(Files.readString(PAGES.resolve(id + ".md")), "^!\\[.*]\\(images/([a-z0-9-]+\\.png)\\)$"));
        }
        assertThat(names(PAGES, ".md")).containsExactlyInAnyOrderElementsOf(pages);
        assertThat(names(PAGES.resolve("images"), ".png")).containsExactlyInAnyOrderElementsOf(pictures);
        for (String picture : pictures) {
            assertThat(Files.size(PAGES.resolve("images").resolve(picture)))
                    .as(picture)
                    .isLessThan(MOST_BYTES);
        }
    }

    @Test
    void theIndexSaysOfEveryResultWhatItsPageSays() throws IOException {
        String index = Files.readString(PAGES.resolve("README.md"));
        assertThat(matches(index, "^\\| \\[([a-z0-9-]+)]")).isEqualTo(Reproductions.ids());
        for (String id : Reproductions.ids()) {
            String page = Files.readString(PAGES.resolve(id + ".md"));
            String verdict = matches(page, "^\\*\\*Verdict: (.+)\\*\\*").get(0);
            String count =
                    matches(page, "^\\*\\*Verdict: .+\\*\\* \\((.+)\\)\\.$").get(0);
            assertThat(index)
                    .containsPattern("\\| \\[" + id + "].* \\| " + Pattern.quote(count) + " \\| (\\*\\*)?" + verdict
                            + "(\\*\\*)? \\|");
            assertThat(verdict).as(id).isIn("holds", "known discrepancy");
        }
    }
}
