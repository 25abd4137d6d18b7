package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ropelab.report.figure.Figure;
import io.github.ropelab.report.figure.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
    /** Figures whose numbers are no values or means of rows: tests of their own recompute them. */
    private static final Set<String> OTHERWISE_CHECKED = Set.of();

    @TempDir
    static Path folder;

    private static final String EDITED = "drift-vs-length";

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
                if (OTHERWISE_CHECKED.contains(id)) {
                    continue;
                }
                assertThat(numbers.checkable())
                        .as("DrawnNumbers knows how the numbers of %s come from rows", id)
                        .isTrue();
                assertThat(numbers.faults()).as("%s of %s", id, study.getKey()).isEmpty();
                checked.add(id);
            }
        }
        assertThat(checked).as("a bundled study draws every figure").containsAll(known());
    }

    private static List<String> numbers(String id) throws IOException {
        return new DrawnNumbers(OUT.get(EDITED), RESULTS.get(EDITED), id).faults();
    }

    private static Set<String> known() {
        Set<String> ids = new TreeSet<>();
        Figures.builtIn().forEach(figure -> ids.add(figure.id()));
        ids.removeAll(OTHERWISE_CHECKED);
        return ids;
    }

    /** A filter that picks more or fewer rows than are drawn, a changed number, a lost one: each is a fault. */
    @Test
    void filtersAndNumbersThatAreNotThoseOfTheFigureAreFaults() throws IOException {
        Path out = OUT.get(EDITED);
        for (String id : List.of("drift-vs-length", "drift-vs-distance", "variation", "frequency-ratio")) {
            Path json = out.resolve("figures/" + id + ".json");
            Path csv = out.resolve("figures/" + id + ".csv");
            String stated = Files.readString(json);
            String whole = Files.readString(csv);
            List<String> lines = Files.readAllLines(csv);

            Files.writeString(json, edited(stated, "strategy", "= linear"));
            assertThat(numbers(id)).as("%s, narrower", id).isNotEmpty();
            Files.writeString(json, edited(stated, "status", null));
            assertThat(numbers(id)).as("%s, all are ok", id).isEmpty();
            String column = id.equals("drift-vs-length") ? "axis" : "current_length";
            Files.writeString(json, edited(stated, column, null));
            assertThat(numbers(id)).as("%s, wider", id).isNotEmpty();
            Files.writeString(json, stated);

            Files.write(csv, lines.subList(0, lines.size() - 1));
            assertThat(numbers(id)).as("%s, a number lost", id).isNotEmpty();
            String[] last = lines.get(lines.size() - 1).split(",");
            int value =
                    Arrays.asList(lines.get(0).split(",")).indexOf(lines.get(0).contains(",y,") ? "y" : "value");
            last[last.length - (lines.get(0).split(",").length - value)] = "0.123";
            Files.writeString(
                    csv,
                    whole.substring(0, whole.indexOf(lines.get(lines.size() - 1))) + String.join(",", last) + "\n");
            assertThat(numbers(id)).as("%s, a number changed", id).isNotEmpty();
            Files.writeString(csv, whole);
            assertThat(numbers(id)).isEmpty();
        }
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
