package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.layer.KeyRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Mean, mean absolute, root-mean-square and largest absolute per-cell difference, over distance buckets (all rows) and
 * over row buckets (rows from the first on; every cell counts once), and the averages over all distances with equal
 * weights and with the weight of their cells. Standard errors are those of {@link BatchMeans}, of a root mean square by
 * the delta method. The average with equal weights has none: it rests on far distances that a few rows have, and one
 * batch holds all of these.
 */
final class DifferenceObserver implements RowMetric.Observer {
    /** Fills the differences of a row, one per key. */
    interface Difference {
        void fill(AttentionRow reference, AttentionRow candidate, KeyRuns shared, double[] differences);
    }

    /** The statistics, for the definitions of metrics. */
    static final String STATISTICS =
            "mean_abs = mean |Δ|, rms = √ mean Δ², mean = mean Δ, max = max |Δ| over the cells of the bucket; over all distances "
                    + "of all rows mean_abs_causal and rms_causal weigh every cell alike, so a distance by the rows that have "
                    + "it, mean_abs_unweighted and rms_unweighted weigh every distance alike";

    /** What the statistics rest on. */
    static final Observations OBSERVATIONS = new Observations(
            "query-key cells; distances for unweighted averages",
            "batch means of the rows' sums, rms by the delta method; none for max, an extreme, and none for the unweighted averages, "
                    + "whose far distances a few rows alone have",
            "the keys that both sides see");

    private static final int ABS = 0;
    private static final int SQUARE = 1;
    private static final int MEAN = 2;

    private final CellShape shape;
    private final Difference difference;
    private final double[] differences;
    private final List<Bucket> distances;
    private final List<Bucket> rows;
    private final Sums[] byDistance = new Sums[3];
    private final Sums[] byRow = new Sums[3];
    private final double[] maxByDistance;
    private final double[] maxByRow;
    private final BatchMeans distanceBatches;
    private final BatchMeans rowBatches;
    private final BatchMeans allBatches;
    private final double[] part = new double[3];
    private final double[] ofRow = new double[3];

    DifferenceObserver(CellShape shape, Optional<String> resolution, Difference difference) {
        int current = shape.current();
        this.shape = shape;
        this.difference = difference;
        this.differences = new double[current];
        this.distances = DistanceBuckets.of(resolution, current);
        this.rows = new ArrayList<>(shape.rowBuckets());
        rows.add(shape.allRows());
        for (int s = 0; s < 3; s++) {
            byDistance[s] = new Sums(current);
            byRow[s] = new Sums(current);
        }
        this.maxByDistance = new double[current];
        this.maxByRow = new double[current];
        int[] reached = distances.stream().mapToInt(Bucket::from).toArray();
        int[] end = distances.stream().mapToInt(bucket -> current).toArray();
        this.distanceBatches = new BatchMeans(reached, end, 3);
        this.rowBatches = BatchMeans.of(rows, 3);
        this.allBatches = new BatchMeans(new int[] {0}, new int[] {current}, 3);
    }

    /** Scores of the candidate minus those of the reference, of the keys that both see. */
    static void subtract(AttentionRow reference, AttentionRow candidate, KeyRuns shared, double[] differences) {
        double[] a = reference.scores();
        double[] b = candidate.scores();
        for (int run = 0; run < shared.count(); run++) {
            for (int n = shared.from(run); n < shared.to(run); n++) {
                differences[n] = b[n] - a[n];
            }
        }
    }

    @Override
    public void observe(AttentionRow reference, AttentionRow candidate) {
        int row = reference.query();
        KeyRuns shared = reference.visible().and(candidate.visible());
        difference.fill(reference, candidate, shared, differences);
        addDistances(row, shared);
        ofRow[ABS] = 0;
        ofRow[SQUARE] = 0;
        ofRow[MEAN] = 0;
        for (int b = distances.size() - 1; b >= 0; b--) {
            Bucket bucket = distances.get(b);
            for (int run = 0; run < shared.count(); run++) {
                int from = Math.max(shared.from(run), row - bucket.to() + 1);
                int to = Math.min(shared.to(run), row - bucket.from() + 1);
                if (from < to) {
                    addPart(from, to);
                    distanceBatches.add(b, row, part, to - from);
                }
            }
        }
        int keys = shared.keys();
        for (int s = 0; s < 3; s++) {
            byRow[s].add(row, ofRow[s], keys);
        }
        allBatches.add(0, row, ofRow, keys);
        for (int b = 0; b < rows.size(); b++) {
            if (rows.get(b).contains(row)) {
                rowBatches.add(b, row, ofRow, keys);
            }
        }
    }

    private void addDistances(int row, KeyRuns shared) {
        double max = 0;
        for (int run = 0; run < shared.count(); run++) {
            for (int key = shared.from(run); key < shared.to(run); key++) {
                double d = differences[key];
                double abs = Math.abs(d);
                int distance = row - key;
                byDistance[ABS].add(distance, abs);
                byDistance[SQUARE].add(distance, d * d);
                byDistance[MEAN].add(distance, d);
                if (abs > maxByDistance[distance]) {
                    maxByDistance[distance] = abs;
                }
                max = abs > max ? abs : max;
            }
        }
        maxByRow[row] = max;
    }

    /** Sums of the keys [from, to) by themselves, and added to the row's, whose order is that of the keys. */
    private void addPart(int from, int to) {
        double rowAbs = ofRow[ABS];
        double rowSquare = ofRow[SQUARE];
        double rowSum = ofRow[MEAN];
        double abs = 0;
        double square = 0;
        double sum = 0;
        for (int key = from; key < to; key++) {
            double d = differences[key];
            rowAbs += Math.abs(d);
            rowSquare += d * d;
            rowSum += d;
            abs += Math.abs(d);
            square += d * d;
            sum += d;
        }
        ofRow[ABS] = rowAbs;
        ofRow[SQUARE] = rowSquare;
        ofRow[MEAN] = rowSum;
        part[ABS] = abs;
        part[SQUARE] = square;
        part[MEAN] = sum;
    }

    @Override
    public List<Measurement> finish() {
        List<Measurement> measurements = new ArrayList<>();
        for (int b = 0; b < distances.size(); b++) {
            add(measurements, distances.get(b), byDistance, maxByDistance, distanceBatches, b);
        }
        for (int b = 0; b < rows.size(); b++) {
            add(measurements, rows.get(b), byRow, maxByRow, rowBatches, b);
        }
        addAverages(measurements);
        return measurements;
    }

    private static void add(
            List<Measurement> measurements, Bucket bucket, Sums[] sums, double[] max, BatchMeans batches, int group) {
        Sums total = total(sums, bucket.from(), bucket.to());
        long n = total.count(ABS);
        if (n == 0) {
            String reason = bucket.axis() == Bucket.Axis.DISTANCE
                    ? "no key is seen at these distances"
                    : "no row in this range";
            for (String statistic : List.of("mean_abs", "rms", "mean", "max")) {
                measurements.add(Measurement.undefined(statistic, bucket, reason));
            }
            return;
        }
        double rms = Math.sqrt(total.mean(SQUARE));
        double largest = 0;
        for (int i = bucket.from(); i < bucket.to(); i++) {
            largest = Math.max(largest, max[i]);
        }
        measurements.add(
                Measurement.estimate("mean_abs", bucket, total.mean(ABS), batches.standardError(group, 1, 0, 0), n));
        measurements.add(
                Measurement.estimate("rms", bucket, rms, ofRoot(rms, batches.standardError(group, 0, 1, 0)), n));
        measurements.add(
                Measurement.estimate("mean", bucket, total.mean(MEAN), batches.standardError(group, 0, 0, 1), n));
        measurements.add(Measurement.of("max", bucket, largest, n));
    }

    private void addAverages(List<Measurement> measurements) {
        Bucket bucket = new Bucket(Bucket.Axis.ALL, 0, shape.current());
        Sums total = total(byDistance, 0, shape.current());
        Sums overDistances = new Sums(2);
        for (int distance = 0; distance < shape.current(); distance++) {
            if (byDistance[ABS].count(distance) > 0) {
                overDistances.add(ABS, byDistance[ABS].mean(distance));
                overDistances.add(SQUARE, byDistance[SQUARE].mean(distance));
            }
        }
        long cells = total.count(ABS);
        double causal = Math.sqrt(total.mean(SQUARE));
        measurements.add(Measurement.estimate(
                "mean_abs_causal", bucket, total.mean(ABS), allBatches.standardError(0, 1, 0, 0), cells));
        measurements.add(Measurement.estimate(
                "rms_causal", bucket, causal, ofRoot(causal, allBatches.standardError(0, 0, 1, 0)), cells));
        long reached = overDistances.count(ABS);
        measurements.add(Measurement.of("mean_abs_unweighted", bucket, overDistances.mean(ABS), reached));
        measurements.add(Measurement.of("rms_unweighted", bucket, Math.sqrt(overDistances.mean(SQUARE)), reached));
    }

    /** Error of a root by the error of its square; a root of 0 has none, since all that entered is 0. */
    static OptionalDouble ofRoot(double root, OptionalDouble errorOfSquare) {
        return root == 0 || errorOfSquare.isEmpty()
                ? errorOfSquare
                : OptionalDouble.of(errorOfSquare.getAsDouble() / (2 * root));
    }

    private static Sums total(Sums[] sums, int from, int to) {
        Sums total = new Sums(3);
        for (int s = 0; s < 3; s++) {
            total.addAll(s, sums[s], from, to);
        }
        return total;
    }
}
