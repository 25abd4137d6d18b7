package io.github.ropelab.report.view;

import io.github.ropelab.experiments.result.CsvText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Values in cells, in one or more panels that share a scale of colours.
 *
 * @param value what the cells hold, with unit, and how values become colours
 * @param middle where the scale of colours changes its hue, as at a bound or at 0; empty for one hue
 * @param x label of the columns, with unit
 * @param y label of the rows, with unit
 * @param side panels side by side; further ones stand below
 * @param panels row by row
 */
public record MatrixView(Axis value, OptionalDouble middle, String x, String y, int side, List<Panel> panels)
        implements View {
    /** Copies the list. */
    public MatrixView {
        panels = List.copyOf(panels);
    }

    /**
     * One matrix.
     *
     * @param title above it; empty for none
     * @param columns labels from left to right
     * @param rows from top to bottom
     * @param written whether cells show their numbers
     */
    public record Panel(String title, List<String> columns, List<Row> rows, boolean written) {
        /** Copies the lists. */
        public Panel {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /**
     * A row of cells.
     *
     * @param label at its left
     * @param values from left to right; absent where there is none
     */
    public record Row(String label, List<OptionalDouble> values) {
        /** Copies the list. */
        public Row {
            values = List.copyOf(values);
        }
    }

    @Override
    public String csv() {
        List<String> panel = new ArrayList<>();
        List<String> row = new ArrayList<>();
        List<String> column = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (Panel each : panels) {
            for (Row line : each.rows()) {
                for (int c = 0; c < line.values().size(); c++) {
                    if (line.values().get(c).isPresent()) {
                        panel.add(each.title());
                        row.add(line.label());
                        column.add(each.columns().get(c));
                        values.add(line.values().get(c).getAsDouble());
                    }
                }
            }
        }
        Map<String, List<?>> columns = new LinkedHashMap<>();
        columns.put("panel", panel);
        columns.put("row", row);
        columns.put("column", column);
        columns.put("value", values);
        return CsvText.of(columns);
    }
}
