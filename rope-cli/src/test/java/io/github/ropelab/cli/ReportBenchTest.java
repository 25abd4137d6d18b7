package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.ResultFile;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportBenchTest {
    /** The heap of the measured process, and what Java takes besides. */
    private static final double MOST_MIB = 1024 + 256;

    @Test
    void timesAReportInAProcessOfItsOwn() throws IOException {
        Ended ended = Ended.line("bench report --rows 2000 --repeat 1");
        assertThat(ended.code()).as(ended.err()).isZero();
        JsonNode line = new ObjectMapper().readTree(ended.out());
        assertThat(line.get("loop").textValue()).isEqualTo("report");
        assertThat(line.get("rows").longValue()).isGreaterThanOrEqualTo(2000);
        assertThat(line.get("seconds").doubleValue()).isPositive();
        assertThat(line.get("peak_mib").doubleValue()).isBetween(32.0, MOST_MIB);
        assertThat(line.get("figures").intValue()).isGreaterThanOrEqualTo(4);
        assertThat(Ended.line("bench report --rows -1").code()).isEqualTo(Main.INVALID);
    }

    @Test
    void syntheticResultsAreInOrderWithTheirHash(@TempDir Path folder) throws IOException {
        long written = new SyntheticResults(folder).write(10_000);
        ResultFile file = ResultFile.read(folder.resolve("results.csv"));
        Manifest manifest = Manifest.read(folder.resolve("manifest.json"));
        List<ResultRow> rows = file.table().rows();
        assertThat(rows).hasSize((int) written);
        assertThat(manifest.files()).containsEntry("results.csv", file.sha256());
        assertThat(ResultTable.of(rows).rows()).isEqualTo(rows);
        assertThat(rows.stream()
                        .filter(row -> row.seed().isPresent())
                        .map(ResultRow::seed)
                        .distinct())
                .hasSize(manifest.data().get(0).slices());
    }
}
