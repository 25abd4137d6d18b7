package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ropelab.report.figure.Figure;
import io.github.ropelab.report.figure.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers in every figure of every bundled study are those of results.csv. */
class DrawnIsRecordedTest {
    @TempDir
    static Path folder;

    /** Conditions that keep out rows without a number, or with one that has no place on a logarithmic axis. */
    private static final Set<String> NO_VALUE = Set.of("status", "value");

    private static final Map<String, Path> OUT = new TreeMap<>();
    private static final Map<String, List<Map<String, String>>> RESULTS = new TreeMap<>();

    @BeforeAll
    static void run() throws IOException {
        for (String name : SmallStudies.names()) {
            OUT.put(name, SmallStudies.run(name, folder));
            RESULTS.put(name, PlainCsv.read(OUT.get(name).resolve("results.csv")));
        }
    }

    private static List<String> drawn(Path out) {
        return Figures.builtIn().stream()
                .map(Figure::id)
                .filter(id -> Files.exists(out.resolve("figures/" + id + ".csv")))
                .toList();
    }

    @Test
    void everyFigureHoldsTheRowsThatItStates() throws IOException {
        Set<String> checked = new TreeSet<>();
        for (Map.Entry<String, Path> study : OUT.entrySet()) {
            for (String id : drawn(study.getValue())) {
                DrawnNumbers numbers = new DrawnNumbers(study.getValue(), RESULTS.get(study.getKey()), id);
                assertThat(numbers.countFaults())
                        .as("%s of %s", id, study.getKey())
                        .isEmpty();
                assertThat(numbers.checkable())
                        .as("DrawnNumbers knows how the numbers of %s come from rows", id)
                        .isTrue();
                assertThat(numbers.faults()).as("%s of %s", id, study.getKey()).isEmpty();
                checked.add(id);
            }
        }
        assertThat(checked).as("a bundled study draws every figure").containsAll(known());
    }

    private static List<String> numbers(String study, String id) throws IOException {
        return new DrawnNumbers(OUT.get(study), RESULTS.get(study), id).faults();
    }

    private static Set<String> known() {
        Set<String> ids = new TreeSet<>();
        Figures.builtIn().forEach(figure -> ids.add(figure.id()));
        return ids;
    }

    /** A filter that picks more or fewer rows than are drawn, a changed number, a lost one: each is a fault of any figure. */
    @Test
    void filtersAndNumbersThatAreNotThoseOfTheFigureAreFaults() throws IOException {
        for (String id : known()) {
            String study = OUT.keySet().stream()
                    .filter(name -> drawn(OUT.get(name)).contains(id))
                    .findFirst()
                    .orElseThrow();
            changedFilters(study, id);
            changedNumbers(study, id);
            assertThat(numbers(study, id)).isEmpty();
        }
    }

    private static void changedFilters(String study, String id) throws IOException {
        Path json = OUT.get(study).resolve("figures/" + id + ".json");
        String stated = Files.readString(json);
        JsonNode conditions = new ObjectMapper()
                .readTree(stated)
                .get("rows_of_results_csv")
                .get(0)
                .get("conditions");
        Map<String, String> some = RESULTS.get(study).stream()
                .filter(row -> conditions.get("metric").asText().equals("= " + row.get("metric")))
                .filter(row ->
                        row.get("status").equals("ok") && !row.get("strategy").equals(row.get("reference")))
                .findFirst()
                .orElseThrow();
        int picked = new DrawnNumbers(OUT.get(study), RESULTS.get(study), id).picked();
        Files.writeString(json, edited(stated, "strategy", "= " + some.get("strategy")));
        assertThat(numbers(study, id)).as("%s, narrower", id).isNotEmpty();
        List<String> columns = new ArrayList<>();
        conditions.fieldNames().forEachRemaining(column -> columns.add(0, column));
        boolean found = false;
        for (String column : columns) { // the narrowest come last
            if (!found && !NO_VALUE.contains(column)) {
                Files.writeString(json, edited(stated, column, null));
                DrawnNumbers wider = new DrawnNumbers(OUT.get(study), RESULTS.get(study), id);
                found = wider.picked() > picked; // the study has rows that the condition keeps out
                if (found) {
                    assertThat(wider.faults()).as("%s, for any %s", id, column).isNotEmpty();
                }
            }
        }
        Files.writeString(json, stated);
    }

    private static void changedNumbers(String study, String id) throws IOException {
        Path csv = OUT.get(study).resolve("figures/" + id + ".csv");
        List<String> lines = Files.readAllLines(csv);
        List<String> others = lines.subList(0, lines.size() - 1);
        Files.write(csv, others);
        assertThat(numbers(study, id)).as("%s, a number lost", id).isNotEmpty();
        String[] columns = lines.get(0).split(",");
        String[] last = lines.get(lines.size() - 1).split(",");
        int shift = last.length - columns.length; // texts before the numbers may hold commas
        for (int c = 0; c < columns.length; c++) {
            String value = last[shift + c];
            if (value.matches("-?[0-9]+[.0-9E-]*") && !columns[c].matches("(.*\\.)?n")) {
                last[shift + c] = "0.123";
                List<String> changed = new ArrayList<>(others);
                changed.add(String.join(",", last));
                Files.write(csv, changed);
                assertThat(numbers(study, id))
                        .as("%s, another %s", id, columns[c])
                        .isNotEmpty();
                last[shift + c] = value;
            }
        }
        Files.write(csv, lines);
    }

    /** With another condition on a column, or none. */
    private static String edited(String json, String column, String condition) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode description = (ObjectNode) mapper.readTree(json);
        ObjectNode filter = (ObjectNode) description.get("rows_of_results_csv").get(0);
        ObjectNode conditions = (ObjectNode) filter.get("conditions");
        if (condition == null) {
            conditions.remove(column);
        } else {
            conditions.put(column, condition);
        }
        return mapper.writeValueAsString(description);
    }
}
