package io.github.ropelab.experiments.data;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.experiments.random.Gaussian;
import io.github.ropelab.experiments.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Drawn vectors x_t = μ + ε_t with independent normal μ (one per draw) and ε (one per token). The pairs are cut into
 * equal bands from the fastest to the slowest; band j holds the share {@code energy[j]} of E|x|² = headDim, and of that
 * {@code meanShare[j]} sits in μ. Flat energy and no mean give iid N(0, 1). Values are iid N(0, 1).
 *
 * <p>In real heads 65-85 % of the energy is a mean vector and most of it lies in the slow half of the pairs; iid vectors
 * are an oracle for code, no proxy for a model.
 *
 * @param name in results
 * @param geometry shape of the head; components beyond the rotary width are iid N(0, 1)
 * @param base θ base
 * @param energy share of the energy per band, adding up to 1; empty for flat
 * @param meanShare share of each band's energy in the mean, 0 to 1; empty for none
 * @param rootSeed root of the random streams
 * @param seeds number of draws
 */
public record GaussianVectors(
        String name,
        RotaryGeometry geometry,
        double base,
        List<Double> energy,
        List<Double> meanShare,
        long rootSeed,
        int seeds)
        implements DataSet {
    /** Goes up when the same parameters give other vectors. */
    private static final int VERSION = 1;

    private static final double SUM_TOLERANCE = 1e-9;

    /** Checks the profile. */
    public GaussianVectors {
        energy = energy.isEmpty() ? List.of(1.0) : List.copyOf(energy);
        meanShare = meanShare.isEmpty() ? energy.stream().map(e -> 0.0).toList() : List.copyOf(meanShare);
        double sum = energy.stream().mapToDouble(Double::doubleValue).sum();
        InvalidParameter.require(
                Math.abs(sum - 1) <= SUM_TOLERANCE && energy.stream().allMatch(e -> e >= 0),
                "energy",
                energy,
                "be shares, 0 or above, that add up to 1");
        InvalidParameter.require(
                geometry.pairs() % energy.size() == 0,
                "energy",
                energy,
                "have a length that divides the " + geometry.pairs() + " pairs");
        InvalidParameter.require(
                meanShare.size() == energy.size() && meanShare.stream().allMatch(s -> s >= 0 && s <= 1),
                "mean_share",
                meanShare,
                "have as many entries as energy (" + energy.size() + "), each between 0 and 1");
        InvalidParameter.require(seeds >= 1, "seeds", seeds, "be at least 1");
    }

    @Override
    public int maxTokens() {
        return Integer.MAX_VALUE;
    }

    @Override
    public String fingerprint() {
        return "gaussian v" + VERSION + " " + geometry + " energy=" + energy + " mean_share=" + meanShare + " root="
                + rootSeed;
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
        return new QkvBatch(
                tokens,
                geometry.headDim(),
                shaped(stream.child("q"), tokens),
                shaped(stream.child("k"), tokens),
                flat(stream.child("v"), tokens));
    }

    private double[] shaped(Streams stream, int tokens) {
        int headDim = geometry.headDim();
        double[] meanScale = new double[headDim];
        double[] noiseScale = new double[headDim];
        Arrays.fill(noiseScale, 1);
        for (int pair = 0; pair < geometry.pairs(); pair++) {
            int band = pair * energy.size() / geometry.pairs();
            double variance = energy.get(band) * energy.size();
            for (int c : new int[] {
                geometry.pairing().first(pair, geometry.rotaryDim()),
                geometry.pairing().second(pair, geometry.rotaryDim())
            }) {
                meanScale[c] = Math.sqrt(variance * meanShare.get(band));
                noiseScale[c] = Math.sqrt(variance * (1 - meanShare.get(band)));
            }
        }
        Gaussian means = stream.child("mean").gaussian();
        double[] mean = new double[headDim];
        for (int c = 0; c < headDim; c++) {
            mean[c] = meanScale[c] * means.next();
        }
        Gaussian noise = stream.child("noise").gaussian();
        double[] rows = new double[tokens * headDim];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = mean[i % headDim] + noiseScale[i % headDim] * noise.next();
        }
        return rows;
    }

    private double[] flat(Streams stream, int tokens) {
        Gaussian gaussian = stream.gaussian();
        double[] rows = new double[tokens * geometry.headDim()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = gaussian.next();
        }
        return rows;
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
