package io.github.ropelab.experiments.run;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.experiments.data.DataSet;
import io.github.ropelab.experiments.data.Slice;
import io.github.ropelab.experiments.metric.Bucket;
import io.github.ropelab.experiments.metric.Measurement;
import io.github.ropelab.experiments.metric.Metric;
import io.github.ropelab.experiments.plan.Cell;
import io.github.ropelab.experiments.plan.CellKey;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.experiments.store.CellResult;
import io.github.ropelab.experiments.study.ParameterText;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** From outcomes to tidy rows. */
public final class Results {
    private static final int KEY_DIGITS = 12;

    private Results() {}

    /** All rows of a run; a failed cell is one row per metric, with its cause. */
    public static ResultTable of(RunSummary summary) {
        List<ResultRow> rows = new ArrayList<>();
        for (int i = 0; i < summary.outcomes().size(); i++) {
            Cell cell = summary.plan().cells().get(i);
            String study = summary.plan().study().name();
            CellOutcome outcome = summary.outcomes().get(i);
            String key = cell.key().sha256().substring(0, KEY_DIGITS);
            for (Metric metric : cell.metrics()) {
                if (outcome instanceof CellOutcome.Failed failed) {
                    Bucket bucket = cell.shape().allRows();
                    rows.add(row(
                            study,
                            cell,
                            metric,
                            "",
                            bucket,
                            OptionalDouble.empty(),
                            OptionalDouble.empty(),
                            0,
                            ResultRow.FAILED,
                            failed.cause(),
                            key));
                } else {
                    for (Measurement m : result(outcome).byMetric().get(CellKey.metricKey(metric))) {
                        String status = m.value().isPresent() ? ResultRow.OK : ResultRow.UNDEFINED;
                        rows.add(row(
                                study,
                                cell,
                                metric,
                                m.statistic(),
                                m.bucket(),
                                m.value(),
                                m.standardError(),
                                m.n(),
                                status,
                                m.note(),
                                key));
                    }
                }
            }
        }
        return ResultTable.of(rows);
    }

    private static CellResult result(CellOutcome outcome) {
        return outcome instanceof CellOutcome.Computed computed
                ? computed.result()
                : ((CellOutcome.Reused) outcome).result();
    }

    private static ResultRow row(
            String study,
            Cell cell,
            Metric metric,
            String statistic,
            Bucket bucket,
            OptionalDouble value,
            OptionalDouble standardError,
            long n,
            String status,
            String note,
            String key) {
        RotaryGeometry geometry = cell.context().geometry();
        Lengths lengths = cell.context().lengths();
        OptionalInt none = OptionalInt.empty();
        Slice slice = cell.slice().orElse(new Slice(none, none, none));
        return new ResultRow(
                study,
                cell.data().map(DataSet::name).orElse(""),
                slice.layer(),
                slice.head(),
                slice.seed(),
                geometry.headDim(),
                geometry.rotaryDim(),
                geometry.pairing().id(),
                cell.context().base(),
                lengths.trained(),
                lengths.target(),
                lengths.current(),
                cell.strategy().label(),
                cell.strategy().strategy().type().id(),
                cell.strategy().strategy().type().version(),
                ParameterText.of(cell.strategy().strategy()),
                cell.seesReference() ? cell.referenceLabel() : "",
                cell.arithmetic().id(),
                metric.type().id(),
                metric.type().version(),
                ParameterText.of(metric),
                statistic,
                bucket.axis().id(),
                bucket.from(),
                bucket.to(),
                metric.type().unit(),
                value,
                standardError,
                n,
                status,
                note,
                key);
    }
}
