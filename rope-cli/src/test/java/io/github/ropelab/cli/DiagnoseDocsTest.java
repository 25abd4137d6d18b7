package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.analysis.diagnosis.DefectCategory;
import io.github.ropelab.model.tensor.ElementType;
import io.github.ropelab.model.tensor.NpyFile;
import io.github.ropelab.model.tensor.NumberArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/diagnose.md says is what the program does. */
class DiagnoseDocsTest {
    private static String page() throws IOException {
        return Files.readString(ProjectRoot.find().resolve("docs/diagnose.md"));
    }

    @Test
    void everyCategoryHasItsLine() throws IOException {
        String table = Arrays.stream(DefectCategory.values())
                .map(category -> "| `" + category.id() + "` | " + category.title() + " |")
                .collect(Collectors.joining("\n"));
        assertThat(page()).contains("<!-- categories -->\n| category | what is found |\n|---|---|\n" + table + "\n\n");
    }

    @Test
    void theJavaLinesAreThoseOfATest() throws IOException {
        List<String> source = Files.readAllLines(
                ProjectRoot.find().resolve("rope-cli/src/test/java/io/github/ropelab/cli/EngineRotationTest.java"));
        String lines = source.subList(source.indexOf("    // begin") + 1, source.indexOf("    // end")).stream()
                .map(line -> line.substring(Math.min(4, line.length())))
                .collect(Collectors.joining("\n"));
        assertThat(lines).contains("RotaryProbe");
        assertThat(page()).contains("```java\n" + lines + "\n```");
    }

    @Test
    void everyKeyAndArrayOfThePageIsRead(@TempDir Path folder) throws IOException {
        String page = page();
        Set<String> arrays = names(section(page, "| name |", "Types:"));
        Set<String> keys = names(section(page, "| key |", "## Rows that suffice"));
        assertThat(arrays).containsExactly("positions", "cos", "sin", "inv_freq", "q_in", "q_out", "k_in", "k_out");
        assertThat(keys).hasSize(18).contains("seq_len", "axes", "dtype");
        double[] row = new double[8];
        Arrays.fill(row, 1);
        for (String array : arrays) {
            int size = array.equals("positions") ? 1 : array.equals("inv_freq") ? 4 : 8;
            Files.write(
                    folder.resolve(array + ".npy"),
                    NpyFile.bytes(new NumberArray(
                            ElementType.F32,
                            array.equals("positions") || array.equals("inv_freq") ? List.of(size) : List.of(1, size),
                            Arrays.copyOf(row, size))));
        }
        String json = keys.stream()
                .map(key -> "\"" + key + "\": "
                        + switch (key) {
                            case "seq_len", "prefill_length", "left_padding" -> "8";
                            case "previous_call_lengths" -> "[8]";
                            case "positions_axes" -> "[\"t\"]";
                            case "axes" -> "\"thd\"";
                            case "layer_type" -> "\"full_attention\"";
                            default -> "\"words\"";
                        })
                .collect(Collectors.joining(", ", "{", "}"));
        Files.writeString(folder.resolve("dump.json"), json);
        Path config = folder.resolve("config.json");
        Files.writeString(
                config,
                "{\"head_dim\": 8, \"max_position_embeddings\": 64, \"rope_theta\": 10000, \"num_hidden_layers\": 1,"
                        + " \"layer_types\": [\"full_attention\"]}");
        Ended ended = Ended.line("diagnose --config " + config + " --dump " + folder);
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err()).doesNotContain("nothing reads", "is not read");
    }

    @Test
    void thePageIsLinked() throws IOException {
        assertThat(Files.readString(ProjectRoot.find().resolve("README.md"))).contains("(docs/diagnose.md)");
    }

    private static String section(String page, String from, String to) {
        int start = page.indexOf(from);
        return page.substring(start, page.indexOf(to, start));
    }

    /** Names in the first column of a table. */
    private static Set<String> names(String table) {
        Set<String> names = new LinkedHashSet<>();
        for (String line : table.split("\n")) {
            Matcher name = Pattern.compile("`(\\w+)`").matcher(line.startsWith("| `") ? line.split("\\|")[1] : "");
            while (name.find()) {
                names.add(name.group(1));
            }
        }
        return names;
    }
}
