package io.github.ropelab.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.core.DataFolder;
import io.github.ropelab.model.config.Dialect;
import io.github.ropelab.model.io.FileHash;
import io.github.ropelab.model.kernel.FastKernels;
import io.github.ropelab.model.kernel.Kernels;
import io.github.ropelab.model.llama.ForwardListener;
import io.github.ropelab.model.llama.ForwardPass;
import io.github.ropelab.model.llama.Llama;
import io.github.ropelab.model.llama.RotaryPart;
import io.github.ropelab.model.tensor.NpyFile;
import io.github.ropelab.model.tensor.SafetensorsFile;
import io.github.ropelab.model.tokens.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SmolLM2-135M-Instruct in GGUF against a float32 run of transformers: seven rotary settings at 320 tokens, and the tokens
 * of a text. The file has 98 MB and is not here: {@code mvn test -Drope.smollm2=FILE} runs this test, and without it says
 * that it was skipped.
 */
class SmolLm2ParityTest {
    private static final String PROPERTY = "rope.smollm2";
    private static final SafetensorsFile REFERENCE =
            SafetensorsFile.open(DataFolder.oracle("model/smollm2/parity_T320.safetensors"));

    /** Of logits of up to 25, after 30 layers in float32 here and there. */
    private static final double LOGIT = 2e-3;

    private static final double NLL = 1e-3;

    private static Checkpoint checkpoint;
    private static Llama model;

    @BeforeAll
    static void open() {
        String file = System.getProperty(PROPERTY, "");
        if (file.isEmpty()) {
            String reason = "SmolLm2ParityTest is SKIPPED: give -D" + PROPERTY + "=SmolLM2-135M-Instruct.Q4_1.gguf";
            System.out.println(reason);
            assumeTrue(false, reason);
        }
        assertThat(FileHash.sha256(Path.of(file)))
                .as("SHA-256 of %s: another file than the reference was made with", file)
                .isEqualTo(REFERENCE.metadata().get("model_sha256"));
        checkpoint = Checkpoints.open(Path.of(file));
        model = checkpoint.load();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "pi2.5", "ntk2.5", "dyn2", "yarn2.5", "yarn4", "llama3_8"})
    void agreesWithTransformers(String setting) throws IOException {
        int[] tokens = ints("token_ids");
        int[] positions = ints("positions");
        Kernels kernels = FastKernels.installed(2);
        ForwardPass pass = new ForwardPass(model, rotary(setting, tokens.length), kernels, ForwardListener.none());
        float[] hidden = pass.hidden(tokens);
        double[] nll = values(setting + ".nll");
        double[] logSums = values(setting + ".lse");
        double[] ids = values(setting + ".top16_ids");
        double[] tops = values(setting + ".top16_logits");
        double[] all = setting.equals("none") ? values("none.logits_pos319") : new double[0];
        int width = checkpoint.shape().width();
        double[] finals = values(setting + ".final_hidden");
        for (int row = 0; row < positions.length; row++) {
            for (int c = 0; c < width; c++) {
                assertThat((double) hidden[positions[row] * width + c])
                        .as("hidden state at %d, %d", positions[row], c)
                        .isCloseTo(finals[row * width + c], within(LOGIT));
            }
        }
        double[] worst = new double[2];
        pass.logits(hidden, 0, tokens.length, (position, logits, from) -> {
            double logSum = kernels.logSumExp(logits, from, checkpoint.shape().vocabulary());
            if (position < nll.length) {
                double found = logSum - logits[from + tokens[position + 1]];
                worst[0] = Math.max(worst[0], Math.abs(found - nll[position]));
                assertThat(found).as("NLL at %d", position).isCloseTo(nll[position], within(NLL));
            }
            int row = Arrays.binarySearch(positions, position);
            if (row >= 0) {
                assertThat(logSum).as("log sum at %d", position).isCloseTo(logSums[row], within(NLL));
                for (int i = 16 * row; i < 16 * row + 16; i++) {
                    worst[1] = Math.max(worst[1], Math.abs(logits[from + (int) ids[i]] - tops[i]));
                    assertThat((double) logits[from + (int) ids[i]])
                            .as("logit at %d of token %d", position, (int) ids[i])
                            .isCloseTo(tops[i], within(LOGIT));
                }
            }
            if (position == tokens.length - 1) {
                for (int i = 0; i < all.length; i++) {
                    assertThat((double) logits[from + i])
                            .as("logit of token %d", i)
                            .isCloseTo(all[i], within(LOGIT));
                }
            }
        });
        System.out.printf("SmolLM2 %s: NLL off by at most %.2e, logits by %.2e%n", setting, worst[0], worst[1]);
    }

    /** The setting as the reference's own metadata writes it. */
    private static RotaryPart rotary(String setting, int length) throws IOException {
        JsonNode config = new ObjectMapper().readTree(REFERENCE.metadata().get(setting));
        Map<String, Object> block =
                new ObjectMapper().convertValue(config.get("rope_parameters"), new TypeReference<>() {});
        OptionalInt trained =
                OptionalInt.of(config.get("max_position_embeddings").asInt());
        return new RotaryChoice(
                        Optional.of(block), OptionalDouble.empty(), trained, OptionalInt.empty(), Dialect.TRANSFORMERS)
                .at(checkpoint, length);
    }

    @Test
    void itsTokenizerAgreesWithThePythonOne() throws IOException {
        String text = Files.readString(DataFolder.oracle("model/smollm2/mansfieldpark_68007.txt"));
        double[] expected = NpyFile.read(DataFolder.oracle("model/smollm2/token_ids_mansfieldpark_16384.npy"))
                .values();
        Tokenizer tokenizer = checkpoint.tokenizer();
        int[] tokens = tokenizer.encode(text);
        assertThat(tokens)
                .isEqualTo(Arrays.stream(expected).mapToInt(id -> (int) id).toArray());
        assertThat(tokenizer.decode(tokens)).isEqualTo(text);
    }

    private static double[] values(String name) {
        return REFERENCE.numbers(name).values();
    }

    private static int[] ints(String name) {
        return Arrays.stream(values(name)).mapToInt(v -> (int) v).toArray();
    }
}
