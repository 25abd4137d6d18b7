package io.github.ropelab.experiments.reproduction.identity;

import static io.github.ropelab.experiments.published.Published.computed;
import static io.github.ropelab.experiments.published.Published.stated;

import io.github.ropelab.core.analysis.soundness.Modification;
import io.github.ropelab.core.kernel.Side;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Chart.Axis;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The exercise on flawed modifications: scores at distance 100, by where the key stands, and the checks that find a flaw. */
final class FlawExercise {
    private static final int GAP = 100;
    private static final int[] KEYS = {0, 1, 500, 1500, 5000, 20_000};
    private static final int FIRST_DRAWN = 1900;
    private static final int LAST_DRAWN = 2100;
    private static final double ROUNDING = 1e-9;
    private static final String DOUBLE = "scores of size 30 at positions up to 20,100, in double precision";

    private FlawExercise() {}

    static void publish(List<Published> published) {
        published.add(
                stated("moved-by-eight", "largest difference of a vector at 12 and that at 4, turned by 8 more", "1", 0)
                        .within(1e-13, "components of size 3, turned twice or once"));
        for (FlawedRotation flawed : FlawedRotation.all()) {
            String title = flawed.title();
            published.add(stated(
                            flawed.name() + "-found",
                            title + ": checks that find it",
                            "checks",
                            flawed.expected().size())
                    .exactly(String.join(", ", flawed.expected())));
            published.add(computed(
                            flawed.name() + "-spread",
                            title + ": spread of the score at distance 100",
                            "1",
                            flawed.spread())
                    .within(ROUNDING, DOUBLE));
        }
        published.add(stated("checks-off", "flaws that other checks find than those", "flaws", 0)
                .exactly("a count"));
        published.add(score("score-right", "score of RoPE at distance 100", -5.044187139923367));
        published.add(score("score-vector", "the same, the vector divided by 4", -0.31526169624521044));
        published.add(score("score-offset", "the same, an offset of 37 on the query only", -14.821282491406794));
        published.add(score("score-offset-true", "score of RoPE at distance 137", -14.821282491406794));
        published.add(score("score-wrapped", "score of query 2100 and key 2000, wrapped at 2048", 9.28558083577833));
        published.add(score("score-wrapped-true", "score of RoPE of query 0 and key 1948", 9.285580835778067));
    }

    private static Published score(String name, String quantity, double value) {
        return computed(name, quantity, "1", value).within(ROUNDING, DOUBLE);
    }

    static void compute(Recomputed recomputed, Path data) {
        Modification right = FlawedRotation.right().modification();
        FlawedRotation.Vectors vectors = FlawedRotation.Vectors.read(data);
        double[] twelve = right.rotated(Side.QUERY, vectors.q(), 12, 12);
        double[] four = right.rotated(Side.QUERY, vectors.q(), 4, 4);
        Map<String, Modification> drawn = new LinkedHashMap<>();
        drawn.put("RoPE", right);
        DataTable.Rows flaws = DataTable.titled("flaws", "Modifications that are none of position parameters")
                .column("flaw", "what is done")
                .column("spread", "spread of the score at distance 100 over six shifts")
                .column("found_by", "checks that find it");
        int off = 0;
        for (FlawedRotation flawed : FlawedRotation.all()) {
            Modification modification = flawed.subject().modification();
            List<String> found = flawed.found();
            double spread = vectors.spread(modification, GAP, KEYS);
            off += found.equals(flawed.expected()) ? 0 : 1;
            recomputed.put(flawed.name() + "-found", found.size()).put(flawed.name() + "-spread", spread);
            flaws.row(flawed.title(), spread, String.join(", ", found));
            switch (flawed.name()) {
                case "flaw-1" -> recomputed.put("score-vector", vectors.score(modification, GAP, 0));
                case "flaw-2" -> {
                    recomputed.put("score-offset", vectors.score(modification, GAP, 0));
                    drawn.put("offset on the query only", modification);
                }
                case "flaw-3" -> drawn.put("interpolation on the query only", modification);
                case "wrapped" -> {
                    recomputed.put("score-wrapped", vectors.score(modification, GAP, 2000));
                    drawn.put("wrapped at 2048", modification);
                }
                default -> {}
            }
        }
        recomputed
                .put("moved-by-eight", Gaps.absolute(twelve, right.rotated(Side.QUERY, four, 8, 8)))
                .put("checks-off", off)
                .put("score-right", vectors.score(right, GAP, 0))
                .put("score-offset-true", vectors.score(right, GAP + 37, 0))
                .put("score-wrapped-true", right.score(vectors.q(), vectors.k(), 0, 1948))
                .add(flaws.table())
                .add(shifts(vectors, drawn), chart());
    }

    private static DataTable shifts(FlawedRotation.Vectors vectors, Map<String, Modification> drawn) {
        DataTable.Rows rows = DataTable.titled("shifts", "Score at distance 100 by position")
                .column("modification", "what is done")
                .column("key", "position of the key, tokens")
                .column("score", "q·k");
        drawn.forEach((name, modification) -> {
            for (int key = FIRST_DRAWN; key <= LAST_DRAWN; key++) {
                rows.row(name, key, vectors.score(modification, GAP, key));
            }
        });
        return rows.table();
    }

    private static Chart chart() {
        return Chart.lines(
                "shifts",
                "Score of one query and one key, 100 tokens apart, by where the key stands. It is a function of the distance alone "
                        + "where the line is level everywhere; a level line may still be wrong. "
                        + "Positions wrapped at 2048 give RoPE's score except where one of the two is wrapped. d = 64, base 10,000, normal vectors.",
                "shifts",
                new Axis("key", "position of the key (tokens)"),
                new Axis("score", "score q·k"),
                "modification");
    }
}
