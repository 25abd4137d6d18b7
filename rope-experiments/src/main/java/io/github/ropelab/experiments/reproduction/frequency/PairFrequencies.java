package io.github.ropelab.experiments.reproduction.frequency;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Frequencies per pair of another implementation: lines {@code model,ramp,pair,frequency}, radians per token. */
final class PairFrequencies {
    private final Map<String, Map<Integer, Double>> known = new HashMap<>();

    private PairFrequencies() {}

    /** Reads a file; lines that start with {@code #} and the header are no data. */
    static PairFrequencies read(Path file) throws IOException {
        PairFrequencies frequencies = new PairFrequencies();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("#") || line.startsWith("model,")) {
                continue;
            }
            String[] cells = line.split(",", -1);
            InvalidParameter.require(cells.length == 4, "line of " + file.getFileName(), line, "have 4 cells");
            frequencies
                    .known
                    .computeIfAbsent(cells[0] + "," + cells[1], key -> new HashMap<>())
                    .put(Integer.parseInt(cells[2]), Double.parseDouble(cells[3]));
        }
        return frequencies;
    }

    /**
     * The largest |ω/ω' - 1| over all pairs.
     *
     * @throws InvalidParameter if the file does not hold each pair once
     */
    double largestDifference(String model, String ramp, FrequencySchedule schedule) {
        Map<Integer, Double> other = known.getOrDefault(model + "," + ramp, Map.of());
        InvalidParameter.require(
                other.size() == schedule.pairs(),
                "frequencies of " + model + ", " + ramp,
                other.size(),
                "be those of " + schedule.pairs() + " pairs");
        double largest = 0;
        for (int i = 0; i < schedule.pairs(); i++) {
            largest = Math.max(largest, Math.abs(schedule.omega(i) / other.get(i) - 1));
        }
        return largest;
    }
}
