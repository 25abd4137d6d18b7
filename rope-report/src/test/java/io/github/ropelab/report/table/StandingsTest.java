package io.github.ropelab.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.table.Standings.Place;
import io.github.ropelab.report.view.PairedView;
import io.github.ropelab.report.view.Selection;
import io.github.ropelab.report.view.TableView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StandingsTest {
    private static final List<TableView.Head> HEADS = List.of(
            new TableView.Head("kl.mean", "KL", "nats"),
            new TableView.Head("overlap.mean", "overlap", "share"),
            new TableView.Head("entropy.change", "entropy", "nats"));
    private static final PairedView NO_PAIRS = new PairedView("", 64, List.of(), List.of());

    static Manifest.MetricInfo metric(String id, String direction) {
        return new Manifest.MetricInfo(id, 1, id, "", direction, "", "");
    }

    static Selection selection() {
        Manifest.Study study = new Manifest.Study(
                "s",
                "q?",
                "",
                "",
                16,
                List.of(64),
                8,
                "none",
                "a_1",
                List.of(),
                List.of(
                        metric("kl", "lower_is_closer"),
                        metric("overlap", "higher_is_closer"),
                        metric("entropy", "descriptive")),
                List.of(),
                List.of());
        Manifest manifest = new Manifest(
                1,
                study,
                List.of(
                        new Manifest.Data("g", "", 8, Map.of("kind", "drawn", "root_seed", "7")),
                        new Manifest.Data("c", "", 12, Map.of("kind", "captured"))),
                new Manifest.Toolkit("0.1", "abc", "false", ""),
                null,
                null,
                Map.of());
        return new Selection(ResultTable.of(List.of()), manifest);
    }

    private static TableView random(long seed) {
        Random random = new Random(seed);
        List<TableView.Row> rows = new ArrayList<>();
        for (String group : List.of("g", "c")) {
            for (String label : List.of("none", "a_1", "b", "c", "d", "e")) {
                List<Optional<Estimate>> values = new ArrayList<>();
                for (int h = 0; h < HEADS.size(); h++) {
                    // few different values, so that ties happen
                    double mean = random.nextInt(5) / 4.0;
                    values.add(random.nextInt(6) == 0 ? Optional.empty() : Optional.of(new Estimate(mean, 0.1, 8)));
                }
                rows.add(new TableView.Row(group, label, values));
            }
        }
        return new TableView("", "data", "strategy", HEADS, rows);
    }

    /** By the definition: the best value of all in the group that are not the reference, and the next one. */
    @Test
    void theBestAndTheSecondAreThoseOfTheDefinition() {
        for (long seed = 0; seed < 200; seed++) {
            TableView table = random(seed);
            Standings standings = Standings.of(selection(), table, NO_PAIRS);
            for (TableView.Row row : table.rows()) {
                for (int h = 0; h < HEADS.size(); h++) {
                    assertThat(standings.place(row, HEADS.get(h)))
                            .as("seed %d, %s, %s, column %d", seed, row.group(), row.label(), h)
                            .isEqualTo(expected(table, row, h));
                }
            }
        }
    }

    private static Place expected(TableView table, TableView.Row row, int h) {
        if (h == 2 || row.label().equals("none") || row.values().get(h).isEmpty()) {
            return Place.OTHER;
        }
        TreeSet<Double> distinct = new TreeSet<>();
        for (TableView.Row other : table.rows()) {
            if (other.group().equals(row.group()) && !other.label().equals("none")) {
                other.values().get(h).ifPresent(value -> distinct.add(h == 0 ? value.mean() : -value.mean()));
            }
        }
        if (distinct.size() < 2) {
            return Place.OTHER;
        }
        double own = (h == 0 ? 1 : -1) * row.values().get(h).get().mean();
        double best = distinct.pollFirst();
        return own == best ? Place.BEST : own == distinct.first() ? Place.SECOND : Place.OTHER;
    }

    @Test
    void valuesThatDifferByRoundingAloneAreTies() {
        List<TableView.Row> rows = new ArrayList<>();
        double[] values = {0.3, 0.1 + 0.2, 0.5};
        for (int i = 0; i < values.length; i++) {
            rows.add(new TableView.Row("g", "s" + i, List.of(Optional.of(new Estimate(values[i], 0, 1)))));
        }
        TableView table = new TableView("", "data", "strategy", HEADS.subList(0, 1), rows);
        Standings standings = Standings.of(selection(), table, NO_PAIRS);
        assertThat(rows.stream().map(row -> standings.place(row, HEADS.get(0))))
                .containsExactly(Place.BEST, Place.BEST, Place.SECOND);
    }

    @Test
    void markdownMarksThemToo() {
        List<TableView.Row> rows = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            rows.add(new TableView.Row("g", "s" + i, List.of(Optional.of(new Estimate(i + 1.5, 0, 1)))));
        }
        TableView table = new TableView("", "data", "strategy", HEADS.subList(0, 1), rows);
        assertThat(TableText.markdown(table, Standings.of(selection(), table, NO_PAIRS)))
                .contains("| s0 | **1.500** |", "| s1 | *2.500* |", "| s2 | 3.500 |");
    }

    @Test
    void theNoteSaysHowMany() {
        assertThat(Standings.none().legend(selection())).isEqualTo("g: n = 8 draws, seed 7; c: n = 12 heads.");
    }
}
