package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.model.checkpoint.Checkpoint;
import io.github.ropelab.model.checkpoint.Checkpoints;
import io.github.ropelab.model.checkpoint.RotaryChoice;
import io.github.ropelab.model.config.StrategyText;
import io.github.ropelab.model.kernel.FastKernels;
import io.github.ropelab.model.kernel.Kernels;
import io.github.ropelab.model.llama.ForwardListener;
import io.github.ropelab.model.llama.ForwardPass;
import io.github.ropelab.model.llama.Llama;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Times a checkpoint. Its tokens are any: token i is (i·7919) mod vocabulary, as the peer's are. Weights are loaded before
 * the timed runs.
 */
final class ModelBench {
    /** The sweep's strategies: schedules, a dynamic one, and two that score by branches. */
    private static final List<String> SWEEP = List.of(
            "none",
            "linear:factor=4",
            "dynamic:factor=2",
            "yarn:factor=16",
            "rerope:window=128",
            "self_extend:group_size=32,neighbor_window=128");

    private static final int SHORTEST = 256;
    private static final int STEP = 7919;
    private static final double MILLIS = 1000;

    private final Checkpoint checkpoint;
    private final Llama model;
    private final int length;
    private final Kernels kernels;

    ModelBench(Path path, int length, int threads) {
        InvalidParameter.require(length >= 2, "--length", length, "be at least 2");
        kernels = FastKernels.installed(threads);
        checkpoint = Checkpoints.open(path);
        model = checkpoint.load();
        this.length = length;
    }

    /** Hidden states of all tokens, and the logits after the last one. */
    Map<String, Object> prompt(int repeat) {
        return line(repeat, () -> {
            ForwardPass pass = pass("none", length);
            pass.logits(pass.hidden(tokens(length)), length - 1, 1, (position, logits, from) -> {});
        });
    }

    /** Losses of all tokens but the first. */
    Map<String, Object> nll(int repeat) {
        return line(repeat, () -> pass("none", length).nll(tokens(length)));
    }

    /**
     * Losses under six strategies at {@value #SHORTEST} tokens, twice as many, and so on to the length.
     *
     * @param windows how many sequences of each
     */
    Map<String, Object> sweep(int windows, int repeat) {
        return line(repeat, () -> {
            for (String strategy : SWEEP) {
                for (int tokens = SHORTEST; tokens <= length; tokens *= 2) {
                    for (int window = 0; window < windows; window++) {
                        pass(strategy, tokens).nll(tokens(tokens));
                    }
                }
            }
        });
    }

    private ForwardPass pass(String strategy, int tokens) {
        return new ForwardPass(
                model,
                RotaryChoice.ofStrategy(StrategyText.parse(strategy)).at(checkpoint, tokens),
                kernels,
                ForwardListener.none());
    }

    private int[] tokens(int count) {
        int[] tokens = new int[count];
        for (int i = 0; i < count; i++) {
            tokens[i] = (int) ((long) i * STEP % model.shape().vocabulary());
        }
        return tokens;
    }

    /** Wall time is the fastest run's, processor time of all threads the cheapest run's: on a loaded machine only that one lasts. */
    private Map<String, Object> line(int repeat, Runnable work) {
        double seconds = Double.POSITIVE_INFINITY;
        double processor = Double.POSITIVE_INFINITY;
        for (int run = 0; run < repeat; run++) {
            double before = processorSeconds();
            seconds = Math.min(seconds, Stopwatch.seconds(work));
            processor = Math.min(processor, processorSeconds() - before);
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("seconds", seconds);
        line.put("cpu_seconds", processor);
        line.put("kernels", kernels.name());
        return line;
    }

    /** Of this process so far; 0 where the system does not say. */
    private static double processorSeconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / MILLIS;
    }
}
