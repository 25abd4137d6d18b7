package io.github.ropelab.cli;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.kernel.DistanceCurve;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Times a(Δ) = Σ w·cos Δω + v·sin Δω at all distances below a length, for several schedules: tables and result arrays are
 * made inside of the timed region, as the peers do.
 */
final class CurveBench {
    private static final double BASE = 10_000;

    /** Distances at which the result is compared with exactly reduced angles. */
    private static final int COMPARED = 1024;

    private final int length;
    private final int threads;
    private final FrequencySchedule[] schedules;
    private final double[][] cosWeights;
    private final double[][] sinWeights;

    CurveBench(int length, int dim, int strategies, int threads) {
        InvalidParameter.require(length >= 1, "--length", length, "be at least 1");
        InvalidParameter.require(dim >= 2 && dim % 2 == 0, "--dim", dim, "be even and at least 2");
        InvalidParameter.require(strategies >= 1, "--strategies", strategies, "be at least 1");
        InvalidParameter.require(threads >= 1, "--threads", threads, "be at least 1");
        this.length = length;
        this.threads = threads;
        schedules = new FrequencySchedule[strategies];
        cosWeights = new double[strategies][dim / 2];
        sinWeights = new double[strategies][dim / 2];
        for (int s = 0; s < strategies; s++) {
            schedules[s] = FrequencySchedule.geometric(BASE * (1 + 3.0 * s), dim);
            for (int j = 0; j < dim / 2; j++) { // any numbers of order 1
                cosWeights[s][j] = ((s * dim + j) * 37 % 101 - 50) / 32.0;
                sinWeights[s][j] = ((s * dim + j) * 53 % 103 - 51) / 32.0;
            }
        }
    }

    /** The keys of the line beyond the arguments. The first run, before anything is compiled, shows the memory. */
    Map<String, Object> measure(int repeat) {
        double[] error = new double[1];
        double peakMib = ResidentMemory.peakMib(() -> error[0] = largestError(run()));
        Stopwatch.warmUp(this::run);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("seconds", Stopwatch.fastest(repeat, this::run));
        line.put("peak_mib", peakMib);
        line.put("max_error", error[0]);
        return line;
    }

    private double[][] run() {
        double[][] curves = new double[schedules.length][];
        for (int s = 0; s < curves.length; s++) {
            curves[s] = curve(s).values(length, threads);
        }
        return curves;
    }

    private DistanceCurve curve(int s) {
        return new DistanceCurve(schedules[s], cosWeights[s], sinWeights[s]);
    }

    /** Of Σ|w| + |v|. */
    private double largestError(double[][] curves) {
        double largest = 0;
        int step = Math.max(1, length / COMPARED);
        for (int s = 0; s < curves.length; s++) {
            DistanceCurve curve = curve(s);
            for (int distance = length - 1; distance >= 0; distance -= step) {
                double error = Math.abs(curves[s][distance] - curve.at(distance));
                largest = Math.max(largest, error / curve.weight());
            }
        }
        return largest;
    }
}
