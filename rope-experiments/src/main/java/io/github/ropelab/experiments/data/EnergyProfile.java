package io.github.ropelab.experiments.data;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.RotaryGeometry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How the energy of drawn vectors lies over the pairs, which are cut into bands from the fastest to the slowest: pair i of P
 * is in band floor(i·bands/P).
 *
 * @param energy share per band of the energy of the rotated components, adding up to 1; at most one band per pair
 * @param meanShare share of each band's energy in a vector that all tokens of a draw have in common, 0 to 1
 * @param meanSquare mean square of the rotated components; 1 for those of unit variance
 */
public record EnergyProfile(List<Double> energy, List<Double> meanShare, double meanSquare) {
    private static final double SUM_TOLERANCE = 1e-9;

    /** Checks the shares. */
    public EnergyProfile {
        energy = List.copyOf(energy);
        meanShare = List.copyOf(meanShare);
        double sum = energy.stream().mapToDouble(Double::doubleValue).sum();
        InvalidParameter.require(
                Math.abs(sum - 1) <= SUM_TOLERANCE && energy.stream().allMatch(e -> e >= 0),
                "energy",
                energy,
                "be shares, 0 or above, that add up to 1");
        InvalidParameter.require(
                meanShare.size() == energy.size() && meanShare.stream().allMatch(s -> s >= 0 && s <= 1),
                "mean_share",
                meanShare,
                "have as many entries as energy (" + energy.size() + "), each between 0 and 1");
        InvalidParameter.requirePositive("mean_square", meanSquare);
    }

    /**
     * A profile of unit mean square.
     *
     * @param energy empty for flat
     * @param meanShare empty for {@code defaultShare} in every band
     */
    public static EnergyProfile of(List<Double> energy, List<Double> meanShare, double defaultShare) {
        int bands = Math.max(1, energy.isEmpty() ? meanShare.size() : energy.size());
        return new EnergyProfile(
                energy.isEmpty() ? Collections.nCopies(bands, 1.0 / bands) : energy,
                meanShare.isEmpty() ? Collections.nCopies(bands, defaultShare) : meanShare,
                1);
    }

    /**
     * The profile of real vectors, one band per pair: energy Σ_t |x_t|² of the pair and the share |Σ_t x_t|²/(n·Σ_t |x_t|²) of
     * its mean over the n tokens.
     *
     * @param rows [tokens][headDim]
     */
    static EnergyProfile measured(double[] rows, RotaryGeometry geometry) {
        int tokens = rows.length / geometry.headDim();
        double[] energies = new double[geometry.pairs()];
        List<Double> meanShare = new ArrayList<>();
        double total = 0;
        for (int pair = 0; pair < geometry.pairs(); pair++) {
            double inMean = 0;
            for (int c : components(geometry, pair)) {
                double sum = 0;
                for (int t = 0; t < tokens; t++) {
                    double x = rows[t * geometry.headDim() + c];
                    sum += x;
                    energies[pair] += x * x;
                }
                inMean += sum * sum / tokens;
            }
            meanShare.add(energies[pair] == 0 ? 0 : Math.min(1, inMean / energies[pair]));
            total += energies[pair];
        }
        List<Double> energy = new ArrayList<>();
        for (double e : energies) {
            energy.add(e / total);
        }
        return new EnergyProfile(energy, meanShare, total / tokens / geometry.rotaryDim());
    }

    private static int[] components(RotaryGeometry geometry, int pair) {
        return new int[] {
            geometry.pairing().first(pair, geometry.rotaryDim()),
            geometry.pairing().second(pair, geometry.rotaryDim())
        };
    }

    /** Band of a pair. */
    int band(int pair, int pairs) {
        return (int) ((long) pair * energy.size() / pairs);
    }

    /** Variance of both components of a pair, mean and noise together. */
    double variance(int pair, int pairs) {
        int band = band(pair, pairs);
        int inBand = 0;
        for (int other = 0; other < pairs; other++) {
            inBand += band(other, pairs) == band ? 1 : 0;
        }
        return energy.get(band) * ((double) pairs / inBand) * meanSquare;
    }

    /** Share of a pair's energy in the mean. */
    double meanShare(int pair, int pairs) {
        return meanShare.get(band(pair, pairs));
    }

    /** All that the vectors depend on. */
    String text() {
        return "energy=" + energy + " mean_share=" + meanShare + (meanSquare == 1 ? "" : " mean_square=" + meanSquare);
    }
}
