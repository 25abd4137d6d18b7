package io.github.ropelab.experiments.data;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.experiments.random.Gaussian;
import io.github.ropelab.experiments.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Drawn vectors x_t = μ + ε_t with independent normal μ (one per draw) and ε (one per token), whose energy lies over the
 * pairs as the profiles of queries and keys say; components beyond the rotary width have unit variance. Flat energy and no mean
 * give iid N(0, 1). Values are iid N(0, 1).
 *
 * <p>With a correlation ρ, each component of every query has the correlation ρ with the same component of every key: the
 * two means have the correlation r = ρ/√(s_q·s_k), s the shares of energy in the mean. Every pair that a score compares then
 * follows the same law as q and k = ρq + √(1-ρ²)·n.
 *
 * <p>In real heads 65-85 % of the energy is a mean vector and most of it lies in the slow half of the pairs; iid vectors
 * are an oracle for code, no proxy for a model.
 *
 * @param name in results
 * @param geometry shape of the head
 * @param base θ base
 * @param queries profile of the queries
 * @param keys profile of the keys
 * @param correlation ρ, -1 to 1; at most √(s_q·s_k) in size
 * @param needle a key that some queries look for
 * @param sink length of the key at position 0 against what was drawn; 1 for no difference
 * @param rootSeed root of the random streams
 * @param seeds number of draws
 */
public record GaussianVectors(
        String name,
        RotaryGeometry geometry,
        double base,
        EnergyProfile queries,
        EnergyProfile keys,
        double correlation,
        Optional<Needle> needle,
        double sink,
        long rootSeed,
        int seeds)
        implements DataSet {
    /** Goes up when the same parameters give other vectors. */
    private static final int VERSION = 1;

    /** Roundings of ρ/√(s·s). */
    private static final double SHARE_TOLERANCE = 1e-12;

    /** Checks the parameters. */
    public GaussianVectors {
        for (EnergyProfile profile : List.of(queries, keys)) {
            InvalidParameter.require(
                    profile.energy().size() <= geometry.pairs(),
                    "energy",
                    profile.energy().size(),
                    "have at most one entry for each of the " + geometry.pairs() + " pairs");
        }
        InvalidParameter.require(Math.abs(correlation) <= 1, "correlation", correlation, "be between -1 and 1");
        for (int pair = 0; pair < geometry.pairs(); pair++) {
            double share =
                    Math.sqrt(queries.meanShare(pair, geometry.pairs()) * keys.meanShare(pair, geometry.pairs()));
            InvalidParameter.require(
                    Math.abs(correlation) <= share + SHARE_TOLERANCE,
                    "correlation",
                    correlation,
                    "be at most the share of energy that queries and keys have in their means (" + share + " in pair "
                            + pair + ")");
        }
        InvalidParameter.requirePositive("sink", sink);
        InvalidParameter.require(seeds >= 1, "seeds", seeds, "be at least 1");
    }

    /** One profile for queries and keys, and nothing else; empty lists for flat energy and no mean. */
    public GaussianVectors(
            String name,
            RotaryGeometry geometry,
            double base,
            List<Double> energy,
            List<Double> meanShare,
            long rootSeed,
            int seeds) {
        this(name, geometry, base, EnergyProfile.of(energy, meanShare, 0), rootSeed, seeds);
    }

    private GaussianVectors(
            String name, RotaryGeometry geometry, double base, EnergyProfile both, long rootSeed, int seeds) {
        this(name, geometry, base, both, both, 0, Optional.empty(), 1, rootSeed, seeds);
    }

    /** iid vectors but for a correlation between every query and every key. */
    public static GaussianVectors correlated(
            String name, RotaryGeometry geometry, double base, double correlation, long rootSeed, int seeds) {
        EnergyProfile both = EnergyProfile.of(List.of(), List.of(), Math.min(1, Math.abs(correlation)));
        return new GaussianVectors(name, geometry, base, both, both, correlation, Optional.empty(), 1, rootSeed, seeds);
    }

    @Override
    public int maxTokens() {
        return Integer.MAX_VALUE / geometry.headDim();
    }

    @Override
    public Optional<String> refusal(int tokens) {
        return DataSet.super.refusal(tokens).or(() -> needle.flatMap(n -> n.refusal(tokens)));
    }

    @Override
    public String fingerprint() {
        return "gaussian v" + VERSION + " " + geometry + " "
                + (queries.equals(keys) ? queries.text() : "q " + queries.text() + " k " + keys.text())
                + (correlation == 0 ? "" : " correlation=" + correlation)
                + needle.map(n -> " " + n).orElse("")
                + (sink == 1 ? "" : " sink=" + sink)
                + " root=" + rootSeed;
    }

    @Override
    public List<Slice> slices() {
        return IntStream.range(0, seeds).mapToObj(Slice::seed).toList();
    }

    @Override
    public QkvBatch load(Slice slice, int tokens) {
        Streams stream = Streams.root(rootSeed)
                .child("gaussian")
                .child("head_dim", geometry.headDim())
                .child("seed", slice.seed().orElseThrow());
        double[] ofQueries = normal(stream.child("q").child("mean"), geometry.headDim());
        double[] ofKeys = normal(stream.child("k").child("mean"), geometry.headDim());
        double[] correlated = new double[geometry.headDim()];
        double[] meanCorrelation = meanCorrelation();
        for (int c = 0; c < correlated.length; c++) {
            double r = meanCorrelation[c];
            correlated[c] = r * ofQueries[c] + Math.sqrt(1 - r * r) * ofKeys[c];
        }
        double[] q = shaped(queries, ofQueries, stream.child("q").child("noise"), tokens);
        double[] k = shaped(keys, correlated, stream.child("k").child("noise"), tokens);
        for (int c = 0; c < geometry.headDim(); c++) {
            k[c] *= sink;
        }
        needle.ifPresent(n -> n.plant(q, k, geometry.headDim()));
        return new QkvBatch(tokens, geometry.headDim(), q, k, normal(stream.child("v"), tokens * geometry.headDim()));
    }

    /** Correlation of the means of queries and keys [headDim]. */
    private double[] meanCorrelation() {
        double[] all = new double[geometry.headDim()];
        Arrays.fill(all, Math.signum(correlation));
        for (int pair = 0; pair < geometry.pairs(); pair++) {
            double share =
                    Math.sqrt(queries.meanShare(pair, geometry.pairs()) * keys.meanShare(pair, geometry.pairs()));
            double r = correlation == 0 ? 0 : Math.max(-1, Math.min(1, correlation / share));
            all[geometry.pairing().first(pair, geometry.rotaryDim())] = r;
            all[geometry.pairing().second(pair, geometry.rotaryDim())] = r;
        }
        return all;
    }

    private double[] shaped(EnergyProfile profile, double[] mean, Streams stream, int tokens) {
        int headDim = geometry.headDim();
        double[] meanScale = new double[headDim];
        double[] noiseScale = new double[headDim];
        Arrays.fill(meanScale, Math.sqrt(Math.abs(correlation)));
        Arrays.fill(noiseScale, Math.sqrt(1 - Math.abs(correlation)));
        for (int pair = 0; pair < geometry.pairs(); pair++) {
            double variance = profile.variance(pair, geometry.pairs());
            double share = profile.meanShare(pair, geometry.pairs());
            for (int c : new int[] {
                geometry.pairing().first(pair, geometry.rotaryDim()),
                geometry.pairing().second(pair, geometry.rotaryDim())
            }) {
                meanScale[c] = Math.sqrt(variance * share);
                noiseScale[c] = Math.sqrt(variance * (1 - share));
            }
        }
        double[] rows = normal(stream, tokens * headDim);
        for (int i = 0; i < rows.length; i++) {
            int c = i % headDim;
            rows[i] = meanScale[c] * mean[c] + noiseScale[c] * rows[i];
        }
        return rows;
    }

    private static double[] normal(Streams stream, int count) {
        Gaussian gaussian = stream.gaussian();
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = gaussian.next();
        }
        return values;
    }

    @Override
    public SortedMap<String, String> provenance() {
        return new TreeMap<>(Map.of(
                "kind", "drawn",
                "recipe", fingerprint(),
                "root_seed", Long.toString(rootSeed),
                "draws", Integer.toString(seeds)));
    }
}
