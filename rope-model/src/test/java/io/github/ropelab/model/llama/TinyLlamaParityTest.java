package io.github.ropelab.model.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ropelab.core.DataFolder;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.model.checkpoint.Checkpoint;
import io.github.ropelab.model.checkpoint.Checkpoints;
import io.github.ropelab.model.checkpoint.RotaryChoice;
import io.github.ropelab.model.config.StrategyText;
import io.github.ropelab.model.kernel.FastKernels;
import io.github.ropelab.model.kernel.Kernels;
import io.github.ropelab.model.kernel.PlainKernels;
import io.github.ropelab.model.tensor.SafetensorsFile;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logits and losses of the bundled model against those of a float32 run elsewhere. */
class TinyLlamaParityTest {
    private static final Checkpoint TINY = Checkpoints.open(DataFolder.root().resolve("models/tiny-llama"));
    private static final Llama MODEL = TINY.load();
    private static final SafetensorsFile REFERENCE =
            SafetensorsFile.open(DataFolder.oracle("model/parity_T1024.safetensors"));

    /** Two float32 runs differ by rounding; 2e-4 was seen. A wrong pairing, base or position is off by 0.01 and more. */
    private static final double NLL = 1e-3;

    /** The bound that the reference was recorded for; logits are of order 10. */
    private static final double LOGIT = 2e-3;

    private static final int[] TOKENS = Arrays.stream(REFERENCE.numbers("bytes").values())
            .mapToInt(b -> (int) b)
            .toArray();

    /** Whose logits were recorded. */
    private static final int[] POSITIONS = Pattern.compile("\\d+")
            .matcher(REFERENCE.metadata().get("positions"))
            .results()
            .mapToInt(match -> Integer.parseInt(match.group()))
            .toArray();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            none    | none
            pi4     | linear:factor=4
            ntk4    | ntk_aware:factor=4
            dyn2    | dynamic:factor=2
            yarn4   | yarn:factor=4,original_max_position_embeddings=256
            rerope  | rerope:window=128
            leaky   | leaky_rerope:window=128,scaling_factor=8
            selfext | self_extend:group_size=8,neighbor_window=128
            """)
    void agreesWithTheReference(String setting, String strategy) {
        check(setting, strategy, FastKernels.installed(2));
    }

    @Test
    void thePlainKernelsAgreeToo() {
        check("selfext", "self_extend:group_size=8,neighbor_window=128", new PlainKernels(Arithmetic.F32));
    }

    private static void check(String setting, String strategy, Kernels kernels) {
        Map<String, Object> block = StrategyText.parse(strategy);
        RotaryPart rotary = RotaryChoice.ofStrategy(block).at(TINY, TOKENS.length);
        ForwardPass pass = new ForwardPass(MODEL, rotary, kernels, ForwardListener.none());
        float[] hidden = pass.hidden(TOKENS);
        float[] nll = pass.nll(TOKENS, hidden);
        double[] expected = REFERENCE.array(setting + ".nll").values();
        assertThat(nll).hasSize(expected.length);
        for (int i = 0; i < nll.length; i++) {
            assertThat((double) nll[i]).as("loss at position %d", i).isCloseTo(expected[i], within(NLL));
        }
        double[] logits = REFERENCE.array(setting + ".logits").values();
        int vocabulary = MODEL.shape().vocabulary();
        assertThat(logits).hasSize(POSITIONS.length * vocabulary);
        for (int p = 0; p < POSITIONS.length; p++) {
            int row = p * vocabulary;
            pass.logits(hidden, POSITIONS[p], 1, (position, actual, from) -> {
                for (int i = 0; i < vocabulary; i++) {
                    assertThat((double) actual[from + i])
                            .as("logit of %d after position %d", i, position)
                            .isCloseTo(logits[row + i], within(LOGIT));
                }
            });
        }
    }
}
