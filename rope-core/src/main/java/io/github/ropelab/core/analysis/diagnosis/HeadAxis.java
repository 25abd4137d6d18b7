package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.AXIS;

import java.util.LinkedHashMap;
import java.util.Map;

/** Heads of one token that turn by different angles: the position was taken from another array axis. */
final class HeadAxis {
    private HeadAxis() {}

    /** Which position each head has. */
    static Inspection inspect(
            DumpedVectors vectors, double[][] positions, Declaration declaration, PairChoice declared) {
        ObservedRotation perHead = vectors.perHead(declared, positions);
        double[] omega = declaration.encoding().frequencies().toArray();
        int heads = vectors.heads();
        int rows = vectors.rows();
        Map<String, RotationModel> maps = new LinkedHashMap<>();
        maps.put("head index", (p, row, pair) -> p[1] * omega[pair]);
        maps.put("flat index over tokens and heads", (p, row, pair) -> row * omega[pair]);
        maps.put(
                "flat index over heads and tokens",
                (p, row, pair) -> ((row % heads) * (double) rows + row / heads) * omega[pair]);
        maps.put(
                "position of the row with the head's index",
                (p, row, pair) -> positions[0][Math.min(rows - 1, row % heads)] * omega[pair]);
        maps.put("position plus head index", (p, row, pair) -> (p[0] + p[1]) * omega[pair]);
        ObservedRotation together = vectors.rotation(declared, positions);
        for (Map.Entry<String, RotationModel> map : maps.entrySet()) {
            if (Fit.holds(perHead, map.getValue())) {
                return VectorInspection.withOne(
                        vectors.name(),
                        together,
                        declaration,
                        new Hypothesis(
                                AXIS,
                                "heads of one token are turned by different angles: positions are the " + map.getKey(),
                                Map.of("axis_map", map.getKey()),
                                RotationModel.NONE,
                                Double.NaN,
                                Rank.FORMULA));
            }
        }
        return VectorInspection.withOne(
                vectors.name(),
                together,
                declaration,
                new Hypothesis(
                        AXIS,
                        "heads of one token are turned by different angles",
                        Map.of("axis_map", "differs between heads"),
                        RotationModel.NONE,
                        Double.NaN,
                        Rank.FREE));
    }
}
