package io.github.ropelab.experiments.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.experiments.diff.Difference.Kind;
import io.github.ropelab.experiments.diff.ResultDiff.Tolerance;
import io.github.ropelab.model.io.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultDiffTest {
    private static final String HEAD =
            "study,data,head,strategy,metric,metric_version,statistic,from,value,standard_error,n,status,note,cell\n";
    private static final List<String> ROWS = List.of(
            "s,d,0,yarn,kl,1,mean,8,0.5,0.01,10,ok,,aa",
            "s,d,1,yarn,kl,1,mean,8,-2.0,0.02,10,ok,,bb",
            "s,d,1,\"yarn:factor=4,truncate=false\",kl,1,mean,8,0.0,0.0,10,ok,,cc",
            "s,d,2,yarn,kl,1,mean,8,,,0,undefined,\"no \"\"row\"\"\nbeyond\",dd");
    private static final Tolerance EXACT = new Tolerance(0, 0);

    @TempDir
    Path folder;

    private Path file(String name, String head, List<String> rows) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, head + String.join("\n", rows) + "\n");
        return file;
    }

    private ResultDiff diff(List<String> second, Tolerance tolerance) throws IOException {
        return ResultDiff.of(file("a.csv", HEAD, ROWS), file("b.csv", HEAD, second), tolerance);
    }

    private ResultDiff changed(int row, String from, String to) throws IOException {
        return changed(row, from, to, EXACT);
    }

    private ResultDiff changed(int row, String from, String to, Tolerance tolerance) throws IOException {
        List<String> rows = new ArrayList<>(ROWS);
        assertThat(rows.get(row)).contains(from);
        rows.set(row, rows.get(row).replace(from, to));
        return diff(rows, tolerance);
    }

    private static Difference only(ResultDiff diff) {
        assertThat(diff.differences()).hasSize(1);
        return diff.differences().get(0);
    }

    @Test
    void equalFilesAreTheSameInAnyOrderOfRows() throws IOException {
        List<String> shuffled = new ArrayList<>(ROWS);
        Collections.shuffle(shuffled, new Random(4));
        ResultDiff diff = diff(shuffled, EXACT);
        assertThat(diff.same()).isTrue();
        assertThat(diff.matched()).isEqualTo(4);
        assertThat(diff.equal()).isEqualTo(4);
        assertThat(diff.columns()).containsExactly("data", "head", "strategy", "metric", "statistic", "from");
        assertThat(diff.varying()).containsExactly("head", "strategy");
    }

    @Test
    void namesAddressesAndRemarksDoNotCount() throws IOException {
        assertThat(changed(0, "s,d", "renamed,d").same()).isTrue();
        assertThat(changed(0, "ok,,aa", "ok,a remark,ee").same()).isTrue();
    }

    @Test
    void aMovedNumberIsListedWithBothChanges() throws IOException {
        Difference moved = only(changed(1, "-2.0", "-1.5"));
        assertThat(moved.kind()).isEqualTo(Kind.MOVED);
        assertThat(moved.key()).containsExactly("d", "1", "yarn", "kl", "mean", "8");
        assertThat(moved.column()).isEqualTo("value");
        assertThat(moved.absolute()).isEqualTo(0.5);
        assertThat(moved.relative()).isEqualTo(0.25);
        assertThat(only(changed(0, "0.01", "0.02")).column()).isEqualTo("standard_error");
    }

    @Test
    void tolerancesAreRelativeToTheLargerAndAbsolute() throws IOException {
        assertThat(changed(1, "-2.0", "-1.5", new Tolerance(0.25, 0)).same()).isTrue();
        assertThat(changed(1, "-2.0", "-1.5", new Tolerance(0.24, 0)).same()).isFalse();
        assertThat(changed(1, "-2.0", "-1.5", new Tolerance(0, 0.5)).same()).isTrue();
        assertThat(changed(1, "-2.0", "-1.5", new Tolerance(0, 0.4)).same()).isFalse();
        assertThat(changed(2, "0.0,0.0", "1e-300,0.0", new Tolerance(0.5, 0)).same())
                .isFalse();
        assertThat(changed(2, "0.0,0.0", "-0.0,0.0", EXACT).same())
                .as("the sign of zero is no difference")
                .isTrue();
    }

    @Test
    void movedRowsAreSortedByTheirRelativeChange() throws IOException {
        List<String> rows = new ArrayList<>(ROWS);
        rows.set(0, rows.get(0).replace("0.5", "0.6"));
        rows.set(1, rows.get(1).replace("-2.0", "2.0"));
        ResultDiff diff = diff(rows, EXACT);
        assertThat(diff.differences()).extracting(Difference::relative).isSortedAccordingTo(Collections.reverseOrder());
        assertThat(diff.rows()).containsEntry(Kind.MOVED, 2L);
        assertThat(diff.equal()).isEqualTo(2);
    }

    @Test
    void statusCountsAndUnitsAreTexts() throws IOException {
        Difference status = only(changed(0, "0.5,0.01,10,ok", ",,10,failed"));
        assertThat(status.kind()).isEqualTo(Kind.CHANGED);
        assertThat(List.of(status.column(), status.first(), status.second())).containsExactly("status", "ok", "failed");
        assertThat(only(changed(0, ",10,ok", ",11,ok")).column()).isEqualTo("n");
    }

    @Test
    void valuesOfAnotherMetricVersionAreNotCompared() throws IOException {
        Difference other = only(changed(0, "kl,1,mean,8,0.5", "kl,2,mean,8,77"));
        assertThat(other.kind()).isEqualTo(Kind.OTHER_VERSION);
        assertThat(List.of(other.first(), other.second())).containsExactly("1", "2");
    }

    @Test
    void rowsOfOneFileAlone() throws IOException {
        ResultDiff fewer = diff(ROWS.subList(1, 4), EXACT);
        assertThat(only(fewer).kind()).isEqualTo(Kind.ONLY_FIRST);
        assertThat(only(fewer).first()).isEqualTo("0.5");
        List<String> more = new ArrayList<>(ROWS);
        more.add("s,d,3,yarn,kl,1,mean,8,,,0,failed,why,ff");
        assertThat(only(diff(more, EXACT)).kind()).isEqualTo(Kind.ONLY_SECOND);
        assertThat(only(diff(more, EXACT)).second()).isEqualTo("failed");
    }

    /** Tables of other versions have other columns: what both have is compared, what one has alone is said. */
    @Test
    void otherColumns() throws IOException {
        List<String> older = ROWS.subList(0, 3).stream()
                .map(row -> row.replaceFirst(",0\\.0\\d?,10,", ",10,"))
                .toList();
        ResultDiff diff = ResultDiff.of(
                file("a.csv", HEAD.replace("standard_error,", ""), older),
                file("b.csv", HEAD, ROWS.subList(0, 3)),
                EXACT);
        assertThat(diff.same()).isTrue();
        assertThat(diff.unshared()).containsExactly("standard_error");
    }

    @Test
    void badTablesAreRefused() throws IOException {
        List<String> twice = List.of(ROWS.get(0), ROWS.get(0));
        assertThatThrownBy(() -> diff(twice, EXACT))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("b.csv: line 3")
                .hasMessageContaining("not stand twice");
        assertThatThrownBy(() -> diff(List.of("s,d,0"), EXACT))
                .hasMessageContaining("b.csv: line 2 must have 14 fields, but was 3 fields");
        assertThatThrownBy(() -> changed(0, "0.5,", "o.5,")).hasMessageContaining("line 2, value must be a number");
        assertThatThrownBy(() -> diff(List.of("s,\"d,0"), EXACT)).hasMessageContaining("close its quotes");
        Path other = file("c.csv", "a,b\n", List.of("1,2"));
        assertThatThrownBy(() -> ResultDiff.of(other, other, EXACT)).hasMessageContaining("have the column metric");
        assertThatThrownBy(() -> ResultDiff.of(other, folder.resolve("none.csv"), EXACT))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> new Tolerance(-1, 0)).hasMessageContaining("--tolerance");
    }
}
