package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.model.tensor.ElementType;
import io.github.ropelab.model.tensor.NpyFile;
import io.github.ropelab.model.tensor.NumberArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnosisPageCommandTest {
    @TempDir
    Path folder;

    private String page(double base, String options) throws IOException {
        Path dump = Files.createDirectories(folder.resolve("a & b"));
        double[] omega = new double[32];
        for (int i = 0; i < omega.length; i++) {
            omega[i] = (float) Math.pow(base, -i / 32.0);
        }
        Files.write(
                dump.resolve("inv_freq.npy"),
                NpyFile.bytes(new NumberArray(ElementType.F32, List.of(omega.length), omega)));
        Path config = folder.resolve("config.json");
        Files.writeString(
                config,
                "{\"hidden_size\": 128, \"num_attention_heads\": 2, \"rope_theta\": 10000,"
                        + " \"max_position_embeddings\": 4096, \"model_type\": \"llama\"}");
        Path html = folder.resolve("page.html");
        String[] words = ("diagnose --config@" + config + "@--dump@" + dump + "@--format@html@-o@" + html + options)
                .replaceFirst(" ", "@")
                .split("@");
        Ended ended = Ended.rope(words);
        assertThat(ended.err()).doesNotContain("Exception");
        assertThat(ended.code()).as(ended.err()).isEqualTo(base == 10_000 ? 0 : options.isEmpty() ? 0 : Main.DIFFERS);
        return Files.readString(html);
    }

    @Test
    void thePageSaysWhatDiffersAndHowItWasMadeWithoutFolders() throws IOException {
        assertThat(page(500_000, "@--strict"))
                .contains("Different from the declared rotation: another base (base_wrong)")
                .contains("<td>≠ 500000</td>")
                .contains(
                        "--config config.json --dump &#39;a &amp; b&#39; --format html --output page.html --strict</pre>")
                .doesNotContain(folder.toString());
    }

    @Test
    void anEqualDumpGetsAPage() throws IOException {
        assertThat(page(10_000, "@--strict")).contains("<h1 class=\"fine\">Equal to the declared rotation</h1>");
    }
}
