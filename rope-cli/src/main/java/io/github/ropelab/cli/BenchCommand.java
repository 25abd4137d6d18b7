package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.analysis.decay.BaseGrid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rope bench}. */
@Command(
        name = "bench",
        description = {
            "This machine's speed on a hot loop, one JSON line. seconds: the fastest of --repeat runs, after a second of "
                    + "untimed ones; copy_seconds: a plain copy of the same array by the same threads.",
            "peak_mib: resident memory at its highest above the inputs, from /proc/self/status, 0 where there is none: of the first run, "
                    + "compilation included; of rotate, of a run that is compiled.",
            "rotate: 32 heads in float32, in place, with tables made before.",
            "drift: all scores of one head in float32 under a reference and the strategies; distance curve, KL, entropy, top-16 "
                    + "overlap.",
            "curve: a(delta) = sum w cos(delta omega) + v sin(delta omega) at all distances below the length, in double; max_error: "
                    + "largest difference from exactly reduced angles at 1024 distances, of the sum of |w| + |v|.",
            "scan: which of --bases candidates between --from and --to keep sum cos(m omega) at 0 or above for all m up to the length.",
            "report: rope report in a process of its own, with 1 GiB of heap, on synthetic results of --rows rows, in all formats: "
                    + "seconds from start to end, peak_mib all of its resident memory.",
            "prompt: the checkpoint --model on --length tokens: hidden states of all, logits of the last. nll: losses of all. sweep: "
                    + "losses under six strategies at 256 tokens, 512 and so on to --length, of --windows sequences each."
        },
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final List<String> LOOPS =
            List.of("drift", "curve", "rotate", "scan", "report", "prompt", "nll", "sweep");

    private static final List<String> OF_MODEL = List.of("prompt", "nll", "sweep");

    private static final int REPORT_ROWS = 10_000;

    @Mixin
    private Output output;

    @Parameters(paramLabel = "LOOP", description = "drift, curve, rotate, scan, report, prompt, nll or sweep")
    private String loop;

    @Option(names = "--length", paramLabel = "N", description = "tokens; 4096 if left out")
    private int length = 4096;

    @Option(names = "--dim", paramLabel = "N", description = "components of a vector; 128 if left out")
    private int dim = 128;

    @Option(
            names = "--strategies",
            paramLabel = "N",
            description =
                    "encodings or curves; a rotation has none and repeats the number in its line, as the peers do; 4 if left out")
    private int strategies = 4;

    @Option(names = "--threads", paramLabel = "N", description = "2 if left out")
    private int threads = 2;

    @Option(names = "--repeat", paramLabel = "N", description = "timed runs; 3 if left out")
    private int repeat = 3;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description =
                    "drift: of a sample of N query rows, all if left out; report: rows of results, 10000 if left out")
    private int rows;

    @Option(names = "--layout", paramLabel = "PAIRING", description = "half (default) or interleaved")
    private String layout = "half";

    @Option(names = "--bases", paramLabel = "N", description = "scan: candidates; 60000 if left out")
    private int bases = 60_000;

    @Option(names = "--from", paramLabel = "B", description = "scan: the first base; 1e6 if left out")
    private double from = 1e6;

    @Option(names = "--to", paramLabel = "B", description = "scan: the last base; 1e8 if left out")
    private double to = 1e8;

    @Option(names = "--model", paramLabel = "PATH", description = "prompt, nll, sweep: the checkpoint")
    private Path model;

    @Option(names = "--windows", paramLabel = "N", description = "sweep: sequences of each length; 1 if left out")
    private int windows = 1;

    @Override
    public Integer call() throws IOException {
        InvalidParameter.require(
                LOOPS.contains(loop), "loop", loop, "be one that can be measured", Nearest.suggestion(loop, LOOPS));
        InvalidParameter.require(repeat >= 1, "--repeat", repeat, "be at least 1");
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("loop", loop);
        if (loop.equals("report")) {
            line.putAll(new ReportBench(rows == 0 ? REPORT_ROWS : rows).measure(repeat));
            output.write(Json.text(line));
            return 0;
        }
        line.put("peer", "rope");
        if (OF_MODEL.contains(loop)) {
            line.put("length", length);
            line.put("threads", threads);
            line.putAll(ofModel());
            output.write(Json.text(line));
            return 0;
        }
        line.put("length", length);
        line.put("dim", dim);
        line.put("strategies", strategies);
        line.put("threads", threads);
        line.putAll(measured());
        output.write(Json.text(line));
        return 0;
    }

    private Map<String, Object> ofModel() {
        InvalidParameter.require(model != null, "--model", "nothing", "name a checkpoint");
        InvalidParameter.require(windows >= 1, "--windows", windows, "be at least 1");
        ModelBench bench = new ModelBench(model, length, threads);
        return switch (loop) {
            case "prompt" -> bench.prompt(repeat);
            case "nll" -> bench.nll(repeat);
            default -> bench.sweep(windows, repeat);
        };
    }

    private Map<String, Object> measured() {
        return switch (loop) {
            case "drift" -> new DriftBench(length, dim, strategies, threads, rows).measure(repeat);
            case "curve" -> new CurveBench(length, dim, strategies, threads).measure(repeat);
            case "scan" -> new ScanBench(new BaseGrid(from, to, bases), length, dim, threads).measure(repeat);
            default -> rotation(new RotateBench(length, dim, pairing(), threads).measure(repeat));
        };
    }

    private Map<String, Object> rotation(RotateBench.Measured measured) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("seconds", measured.seconds());
        line.put("peak_mib", measured.peakMib());
        line.put("layout", layout);
        line.put("copy_seconds", measured.copySeconds());
        line.put("copy_ratio", measured.copySeconds() / measured.seconds());
        line.put("loops", measured.loops());
        return line;
    }

    /** {@code half} is the peers' word for half-split. */
    private Pairing pairing() {
        return layout.equals("half") ? Pairing.HALF_SPLIT : Pairing.of(layout);
    }
}
