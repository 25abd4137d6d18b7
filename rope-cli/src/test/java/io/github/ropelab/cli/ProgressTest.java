package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.experiments.plan.Cell;
import io.github.ropelab.experiments.plan.Planner;
import io.github.ropelab.experiments.run.CellOutcome;
import io.github.ropelab.experiments.study.StudyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {
    private static final CellOutcome ENDED = new CellOutcome.Failed("no matter how");

    @TempDir
    Path folder;

    private List<Cell> cells() throws IOException {
        Path study = folder.resolve("study.yaml");
        Files.writeString(study, """
                schema: 1
                study: tiny
                lengths: {trained: 16, current: 40}
                strategies: [linear]
                data: [{gaussian: g, head_dim: 8, base: 100, pairing: half-split}]
                seeds: {count: 10, root: 1}
                metrics: [kl]
                """);
        return Planner.plan(StudyReader.read(study, folder)).cells();
    }

    /** Five of ten cells are held; the others take 10 s each, told of in halves. */
    @Test
    void heldCellsCountAtOnceAndNotForTheRate() throws IOException {
        List<Cell> cells = cells();
        List<String> lines = new ArrayList<>();
        AtomicLong clock = new AtomicLong(77);
        Progress progress = new Progress(10 * Progress.weight(cells.get(0)), false, lines::add, clock::get);
        cells.subList(0, 5).forEach(cell -> progress.ended(cell, ENDED));
        assertThat(lines).isEmpty();
        clock.addAndGet(500_000_000_000L);
        progress.computing();
        for (Cell cell : cells.subList(5, 10)) {
            for (int half = 0; half < 2; half++) {
                clock.addAndGet(5_000_000_000L);
                progress.advanced(cell, cell.scores() / 2);
            }
            progress.ended(cell, ENDED);
        }
        progress.close();
        assertThat(lines)
                .containsExactly(
                        "run  50 % held by the folder",
                        "run  60 %, 0:10 elapsed, about 0:40 left",
                        "run  70 %, 0:20 elapsed, about 0:30 left",
                        "run  80 %, 0:30 elapsed, about 0:20 left",
                        "run  90 %, 0:40 elapsed, about 0:10 left",
                        "run 100 %, 0:50 elapsed, about 0:00 left");
    }

    @Test
    void timesAreHoursMinutesSeconds() {
        assertThat(Meter.time(0.4)).isEqualTo("0:00");
        assertThat(Meter.time(61)).isEqualTo("1:01");
        assertThat(Meter.time(3 * 3600 + 5)).isEqualTo("3:00:05");
    }
}
