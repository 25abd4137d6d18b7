package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code rope export}, and its outputs read back by {@code rope frequencies}. */
class ExportCommandTest {
    private static final String MODEL = " --head-dim 16 --base 1000000 --trained-length 1024 --target-length 4096";

    @TempDir
    Path folder;

    /** Runs a line; {@code last} are further arguments that may hold spaces. */
    private static Ended rope(String line, String... last) {
        List<String> args = new ArrayList<>(List.of(line.strip().split("\\s+")));
        args.addAll(List.of(last));
        return Ended.rope(args.toArray(String[]::new));
    }

    private static String fine(String line, String... last) {
        Ended ended = rope(line, last);
        assertThat(ended.code()).as(ended.err()).isZero();
        return ended.out();
    }

    private static JsonNode frequencies(String line, String... last) throws IOException {
        return new ObjectMapper().readTree(fine("frequencies --format json " + line, last));
    }

    private static void assertSame(JsonNode actual, JsonNode expected) {
        for (String key : List.of("inv_freq", "attention_factor", "logit_scale")) {
            assertThat(actual.get(key)).as(key).isEqualTo(expected.get(key));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "linear:factor=4", "yarn:factor=4,mscale=1,mscale_all_dim=1", "llama3:factor=8"})
    void aConfigIsReadBack(String strategy) throws IOException {
        JsonNode expected = frequencies("--strategy " + strategy + MODEL);
        for (String spelling : List.of("rope_parameters", "rope_scaling")) {
            Path config = folder.resolve("config.json");
            fine("export --to transformers --spelling " + spelling + " --strategy " + strategy + MODEL + " -o "
                    + config);
            assertThat(config).content().contains("\"" + spelling + "\"");
            assertSame(frequencies("--config " + config), expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "linear:factor=4", "yarn:factor=4"})
    void argumentsOfEnginesAreReadBack(String strategy) throws IOException {
        JsonNode expected = frequencies("--strategy " + strategy + MODEL);
        for (String engine : List.of("vllm", "llama.cpp")) {
            String arguments = fine("export --to " + engine + " --strategy " + strategy + MODEL);
            assertSame(frequencies("--head-dim 16 --dialect " + engine, "--engine-args", arguments), expected);
        }
    }

    @Test
    void divisorsAreAFileBesideTheFlags() throws IOException {
        Path divisors = folder.resolve("freqs.npy");
        Ended ended = rope("export --to llama.cpp --strategy llama3:factor=8" + MODEL + " --divisors " + divisors);
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("--rope-scaling none", "rope_freqs.weight", divisors.toString());
        assertThat(new String(Files.readAllBytes(divisors), StandardCharsets.ISO_8859_1))
                .contains("'<f4'", "(8,)");
    }

    @Test
    void arraysGoToFilesAndNotesToStandardError() throws IOException {
        Path npy = folder.resolve("f.npy");
        Ended ended = rope("export --to npy --strategy yarn:factor=4" + MODEL + " -o " + npy);
        assertThat(ended.err()).startsWith("rope: note: the array does not hold the attention factor 1.138");
        assertThat(ended.out()).isEmpty();
        Path whole = folder.resolve("whole.npy");
        fine("frequencies --format npy --strategy yarn:factor=4" + MODEL + " -o " + whole);
        assertThat(Files.readAllBytes(npy)).isEqualTo(Files.readAllBytes(whole));
        assertThat(rope("export --quiet --to npy --strategy yarn:factor=4" + MODEL + " -o " + npy)
                        .err())
                .isEmpty();
        Path safetensors = folder.resolve("f.safetensors");
        fine("export --to safetensors --strategy yarn:factor=4" + MODEL + " -o " + safetensors);
        assertThat(safetensors).isNotEmptyFile();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "export --to tensorflow --strategy none --head-dim 8; --to must be one of transformers, vllm, llama.cpp",
                "export --to vlm --strategy none --head-dim 8; did you mean 'vllm'?",
                "export --strategy none --head-dim 8; '--to=TARGET'",
                "export --to vllm --spelling rope_scaling --strategy none --head-dim 8; be used with --to transformers",
                "export --to transformers --spelling rope_scalin --strategy none --head-dim 8; did you mean 'rope_scaling'?",
                "export --to vllm --divisors f.npy --strategy none --head-dim 8; be used with --to llama.cpp",
                "export --to llama.cpp --strategy llama3:factor=8 --head-dim 8 --trained-length 64; use --divisors FILE.npy",
                "export --to transformers --strategy rerope:window=512 --head-dim 16 --trained-length 4096; "
                        + "nearest expressible: linear:factor=4.49902, remaining angle error 398.2 rad over 4096 tokens",
                "export --to vllm --strategy log_n --head-dim 16 --trained-length 64; without the logit scale",
                "frequencies --engine-args --rope-scale=4 --head-dim 8; --dialect must be vllm or llama.cpp",
                "frequencies --engine-args --rope-scal=4 --dialect llama.cpp --head-dim 8; did you mean '--rope-scale'?",
                "frequencies --rope-freqs f.npy --strategy none --head-dim 8; --rope-freqs must be used with --engine-args",
                "frequencies --engine-args x --strategy none --dialect vllm --head-dim 8; not be given together with",
                "frequencies --engine-args --rope-scale=4 --dialect llama.cpp; --head-dim must be given"
            })
    void whatCannotBeSaidIsOneClearLineAndCodeTwo(String command, String message) {
        Ended ended = rope(command);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines()).hasSize(1);
        assertThat(ended.err()).startsWith("rope: ").contains(message);
    }
}
