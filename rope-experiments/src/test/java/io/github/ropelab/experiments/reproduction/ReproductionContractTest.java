package io.github.ropelab.experiments.reproduction;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.DataFolder;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Check;
import io.github.ropelab.experiments.published.Citation;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.published.Description;
import io.github.ropelab.experiments.published.Extent;
import io.github.ropelab.experiments.published.Outcome;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.published.Verdict;
import io.github.ropelab.experiments.reproduction.frame.Reproduction;
import io.github.ropelab.experiments.reproduction.frame.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every published result must fulfil. Those that take longer than a moment are computed by {@code rope reproduce} alone. */
class ReproductionContractTest {
    /** Seconds on two cores below which a result is computed here, on one thread and on two. */
    private static final double QUICK = 0.5;

    static Stream<Reproduction> all() {
        return Reproductions.builtIn().stream();
    }

    static Stream<Reproduction> quick() {
        return all().filter(reproduction -> reproduction.description().seconds() < QUICK);
    }

    private static Outcome run(Reproduction reproduction, int threads) throws IOException {
        return Reproducer.run(reproduction, new Work(Extent.USUAL, threads, DataFolder.root(), Work.Progress.NONE));
    }

    @Test
    void idsTitlesAndClaimsAreTheirOwn() {
        assertThat(all().map(r -> r.description().id())).doesNotHaveDuplicates();
        assertThat(all().map(r -> r.description().title())).doesNotHaveDuplicates();
        assertThat(all().map(r -> r.description().claim())).doesNotHaveDuplicates();
        assertThat(quick()).as("something is computed here").isNotEmpty();
    }

    /** The place may be another each time; the publication is one. */
    @Test
    void oneCitationKeyIsOnePublication() {
        Map<String, List<Object>> known = new HashMap<>();
        all().flatMap(r -> r.description().sources().stream()).forEach(source -> {
            List<Object> data = List.of(source.authors(), source.year(), source.title(), source.arxiv(), source.url());
            assertThat(known.computeIfAbsent(source.key(), key -> data))
                    .as(source.key())
                    .isEqualTo(data);
        });
        Map<String, String> byLocator = new HashMap<>();
        all().flatMap(r -> r.description().sources().stream())
                .forEach(source -> assertThat(byLocator.computeIfAbsent(source.locator(), at -> source.key()))
                        .as("key of %s", source.locator())
                        .isEqualTo(source.key()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void publishedNumbersAreNamedOnceAndDiscrepanciesAreProven(Reproduction reproduction) {
        Description description = reproduction.description();
        List<Published> published = reproduction.published();
        assertThat(published).as(description.id()).isNotEmpty();
        assertThat(published.stream().map(Published::name)).doesNotHaveDuplicates();
        assertThat(published.stream().map(number -> number.quantity() + " by " + number.origin()))
                .doesNotHaveDuplicates();
        assertThat(published).as("the usual extent checks something").anyMatch(number -> !number.full());
        if (published.stream().anyMatch(number -> number.correction().isPresent())) {
            assertThat(description.findings())
                    .as("%s says why the publication is wrong", description.id())
                    .isNotBlank();
        }
        assertThat(description.sources()).extracting(Citation::toString).doesNotHaveDuplicates();
    }

    /** A tolerance has two sides: whatever leaves the interval is seen. */
    @ParameterizedTest
    @MethodSource("all")
    void everyNumberCanFailOnEitherSide(Reproduction reproduction) {
        for (Published number : reproduction.published()) {
            double low = number.correction().map(right -> right.low()).orElse(number.low());
            double high = number.correction().map(right -> right.high()).orElse(number.high());
            Verdict good = number.correction().isPresent() ? Verdict.KNOWN_DISCREPANCY : Verdict.HOLDS;
            assertThat(Stream.of(low, high, low / 2 + high / 2).map(number::verdict))
                    .as("%s has a value that is right", number.name())
                    .contains(good);
            assertThat(number.verdict(Math.nextDown(low))).as(number.name()).isEqualTo(Verdict.DIFFERS);
            assertThat(number.verdict(Math.nextUp(high))).as(number.name()).isEqualTo(Verdict.DIFFERS);
            if (number.correction().isPresent()) {
                for (double back : new double[] {number.low(), number.value().orElse(number.low()), number.high()}) {
                    assertThat(number.verdict(back))
                            .as("%s would be as published", number.name())
                            .isEqualTo(Verdict.DIFFERS);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("quick")
    void quickResultsHoldAndAreTheSameOnAnyNumberOfThreads(Reproduction reproduction) throws IOException {
        Outcome one = run(reproduction, 1);
        Outcome two = run(reproduction, 2);
        assertThat(one.checks().stream().filter(check -> check.verdict() == Verdict.DIFFERS))
                .as(reproduction.description().id())
                .isEmpty();
        assertThat(bits(two)).isEqualTo(bits(one));
        assertThat(two.tables().stream().map(DataTable::csv))
                .isEqualTo(one.tables().stream().map(DataTable::csv).toList());
        assertThat(two.charts()).isEqualTo(one.charts());
        assertThat(one.checks().stream().map(Check::published))
                .isEqualTo(reproduction.published().stream()
                        .filter(number -> !number.full())
                        .toList());
        chartsDrawColumnsOfTheirTables(one);
    }

    private static List<Long> bits(Outcome outcome) {
        return outcome.checks().stream()
                .map(check -> Double.doubleToRawLongBits(check.reproduced()))
                .toList();
    }

    private static void chartsDrawColumnsOfTheirTables(Outcome outcome) {
        assertThat(outcome.tables())
                .as("%s has a table", outcome.description().id())
                .isNotEmpty();
        assertThat(outcome.tables()).extracting(DataTable::id).doesNotHaveDuplicates();
        assertThat(outcome.charts()).extracting(Chart::id).doesNotHaveDuplicates();
        for (DataTable table : outcome.tables()) {
            assertThat(table.rows()).as(table.id()).isNotEmpty();
            assertThat(table.title()).isNotBlank();
            assertThat(table.columns()).extracting(DataTable.Column::name).doesNotHaveDuplicates();
            assertThat(table.columns())
                    .allSatisfy(column -> assertThat(column.meaning()).isNotBlank());
        }
        for (Chart chart : outcome.charts()) {
            DataTable table = outcome.table(chart);
            assertThat(chart.caption()).as(chart.id()).endsWith(".");
            for (String column : columns(chart)) {
                assertThat(table.columns())
                        .as("%s draws %s", chart.id(), column)
                        .extracting(DataTable.Column::name)
                        .contains(column);
            }
            assertThat(table.rows())
                    .as("%s draws something", chart.id())
                    .anyMatch(row -> row.get(table.index(chart.value().column())) != null);
        }
    }

    private static List<String> columns(Chart chart) {
        List<String> columns = new ArrayList<>(List.of(
                chart.x().column(),
                chart.y().column(),
                chart.value().column(),
                chart.series(),
                chart.panel(),
                chart.low(),
                chart.high()));
        columns.removeIf(String::isEmpty);
        return columns;
    }
}
