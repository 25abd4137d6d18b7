package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.experiments.outcome.SequenceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Loss of a model on a window of a text, by position, and on the window's last tokens, which are the same at every length.
 *
 * @param bucket tokens per range of positions; absent: a quarter of the trained length
 * @param last number of last tokens; absent: the trained length
 */
public record Nll(OptionalInt bucket, OptionalInt last) implements ModelMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
                    "nll",
                    1,
                    "Negative log-likelihood",
                    "nats",
                    MetricType.Direction.LOWER_IS_CLOSER,
                    "-ln p(token i | tokens 0 .. i-1) of a model under the strategy. mean: over all tokens but the first, and by "
                            + "position i; target: over the last tokens of the window, which are the same at every length",
                    "cross entropy per token; its exponential is the perplexity (Jelinek et al. 1977, J. Acoust. Soc. Am. 62, S63)",
                    List.of(
                            ParameterDoc.of(
                                    "bucket",
                                    "trained/4",
                                    "whole number, at least 1",
                                    "tokens per range of positions",
                                    64,
                                    256),
                            ParameterDoc.of(
                                    "last",
                                    "trained",
                                    "whole number, at least 1",
                                    "how many last tokens target looks at",
                                    256,
                                    1024)),
                    Optional.of(new Observations(
                            "predicted tokens",
                            "batch means of the window's tokens; between windows it is the report's business",
                            "no matter: a model is run, no rows are compared")))
            .within(FLOAT32);

    private static final int QUARTER = 4;

    /** Checks the parameters. */
    public Nll {
        bucket.ifPresent(b -> InvalidParameter.require(b >= 1, "bucket", b, "be at least 1"));
        last.ifPresent(n -> InvalidParameter.require(n >= 1, "last", n, "be at least 1"));
    }

    static Nll from(Params params) {
        return new Nll(params.integer("bucket"), params.integer("last"));
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public List<Measurement> measure(SequenceModel model, int[] text, CellShape shape, long seed) {
        int tokens = text.length;
        SequenceModel.Scored scored = model.score(text, 1);
        List<Measurement> measurements = new ArrayList<>();
        measurements.add(mean("mean", new Bucket(Bucket.Axis.ALL, 0, tokens), scored));
        int width = bucket.orElse(Math.max(1, shape.trained() / QUARTER));
        for (int from = 0; from < tokens; from += width) {
            measurements.add(
                    mean("mean", new Bucket(Bucket.Axis.POSITION, from, Math.min(tokens, from + width)), scored));
        }
        measurements.add(target(scored, tokens, last.orElse(shape.trained())));
        return measurements;
    }

    private static Measurement target(SequenceModel.Scored scored, int tokens, int last) {
        Bucket bucket = new Bucket(Bucket.Axis.ALL, Math.max(0, tokens - last), tokens);
        return last > tokens
                ? Measurement.undefined("target", bucket, "the window is shorter than " + last + " tokens")
                : mean("target", bucket, scored);
    }

    /** Mean over the predicted tokens of a range; nothing stands before the first token of a window. */
    private static Measurement mean(String statistic, Bucket bucket, SequenceModel.Scored scored) {
        int from = Math.max(1, bucket.from());
        if (from >= bucket.to()) {
            return Measurement.undefined(statistic, bucket, "nothing stands before the first token");
        }
        Sums sums = new Sums(1);
        BatchMeans batches = new BatchMeans(new int[] {from}, new int[] {bucket.to()}, 1);
        double[] value = new double[1];
        for (int i = from; i < bucket.to(); i++) {
            value[0] = scored.nll(i);
            sums.add(0, value[0]);
            batches.add(0, i, value, 1);
        }
        return Measurement.estimate(statistic, bucket, sums.mean(0), batches.standardError(0, 1), sums.count(0));
    }
}
