package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The outputs in docs/model-commands.md are what the commands above them print. To write them anew: {@code mvn test -pl
 * rope-cli -am -Dtest=ModelCommandsPageTest -Dsurefire.failIfNoSpecifiedTests=false -Drope.pages=write}.
 */
class ModelCommandsPageTest {
    private static final Pattern SAMPLE =
            Pattern.compile("<!-- run -->\n```sh\n\\./rope (.*)\n```\n```text\n((?s:.*?))```\n");

    @BeforeAll
    static void home() {
        System.setProperty("rope.home", ProjectRoot.find().toString());
    }

    @AfterAll
    static void noHome() {
        System.clearProperty("rope.home");
    }

    private static Path page() {
        return ProjectRoot.find().resolve("docs/model-commands.md");
    }

    @Test
    void outputsAreThoseOfTheCommands() throws IOException {
        String page = Files.readString(page());
        String made = SAMPLE.matcher(page).replaceAll(sample -> {
            Ended ended = Ended.line(sample.group(1));
            assertThat(ended.code()).as(sample.group(1) + ": " + ended.err()).isZero();
            return Matcher.quoteReplacement(
                    sample.group().replace("```text\n" + sample.group(2), "```text\n" + ended.out()));
        });
        if ("write".equals(System.getProperty("rope.pages"))) {
            Files.writeString(page(), made);
        }
        assertThat(SAMPLE.matcher(page).results()).hasSize(4);
        assertThat(made).isEqualTo(Files.readString(page()));
    }

    /** What the page does not run can be run as far as its options go: each is known. */
    @Test
    void everyOptionOfThePageIsKnown() throws IOException {
        List<String> commands = Files.readString(page())
                .lines()
                .filter(line -> line.startsWith("./rope model "))
                .toList();
        assertThat(commands).hasSizeGreaterThan(6);
        for (String command : commands) {
            String help =
                    Ended.line("model " + command.split(" ")[2] + " --help").out();
            Matcher option = Pattern.compile(" (--?[a-z-]+)").matcher(command.replaceFirst(" +#.*", ""));
            while (option.find()) {
                assertThat(help).as(command).containsPattern(option.group(1) + "[=, ]");
            }
        }
    }

    @Test
    void thePageIsLinked() throws IOException {
        assertThat(Files.readString(ProjectRoot.find().resolve("README.md"))).contains("(docs/model-commands.md)");
    }
}
