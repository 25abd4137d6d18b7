package io.github.ropelab.cli;

import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Citation;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.published.Description;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.published.Reading;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import io.github.ropelab.experiments.reproduction.frame.Reproduction;
import io.github.ropelab.experiments.reproduction.frame.Work;
import java.util.List;

/**
 * A made-up result with one number.
 *
 * @param id of it
 * @param number that was published
 * @param drawn whether it has a chart
 * @param value what it computes
 */
record MadeReproduction(String id, Published number, boolean drawn, Value value) implements Reproduction {
    /** Computes. */
    interface Value {
        double compute(Work work);
    }

    @Override
    public Description description() {
        return new Description(
                id,
                "The " + id + " of |h|",
                "It is about " + number.quantity() + ".",
                List.of(
                        Citation.arxiv(
                                "made2020" + id.charAt(0),
                                "Ana Müller-Łoś and François Çelik",
                                2020,
                                "A Made-up Paper & 50 % of {its} Title",
                                "2001.00001",
                                "table 1",
                                Reading.READ,
                                "read"),
                        Citation.web(
                                "post2021",
                                "Someone",
                                2021,
                                "A post_with #signs",
                                "https://example.org/a_b~c%20d",
                                "section 2",
                                Reading.QUOTED,
                                "quoted in the paper")),
                "x = |h|·2",
                "It is made up.",
                "",
                id.length() / 100.0);
    }

    @Override
    public List<Published> published() {
        return List.of(number);
    }

    @Override
    public Recomputed compute(Work work) {
        work.step(1, 2, "half");
        double computed = value.compute(work);
        DataTable.Rows rows =
                DataTable.titled("numbers", "Numbers").column("n", "n, 1").column("x", "x");
        for (int n = 0; n < 40; n++) {
            rows.row(n, n * computed);
        }
        Chart line =
                Chart.lines("line", "x over n.", "numbers", new Chart.Axis("n", "n"), new Chart.Axis("x", "x"), "");
        return new Recomputed()
                .put(number.name(), computed)
                .add(rows.table(), drawn ? new Chart[] {line} : new Chart[0]);
    }
}
