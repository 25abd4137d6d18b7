package io.github.ropelab.report.render;

import io.github.ropelab.report.view.MatrixView;
import io.github.ropelab.report.view.MatrixView.Panel;
import io.github.ropelab.report.view.MatrixView.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the parts of a matrix view stand at a width, in units of {@link HouseStyle}. As many panels stand side by side as leave
 * room for numbers and titles; row labels that all panels share stand at the left alone, column labels below the lowest panels.
 */
final class MatrixLayout {
    static final int UNIT = HouseStyle.UNITS;
    static final int GAP = 3 * UNIT;
    static final int LINE = 10 * UNIT;

    private static final int PAD = 3 * UNIT;
    private static final int PANEL_GAP = 10 * UNIT;
    private static final int LEAST_PANEL = 44 * UNIT;
    private static final int MOST_CELL = 48 * UNIT;
    private static final int ROW = 11 * UNIT;
    private static final int MOST_HEIGHT = 216 * UNIT;
    private static final int MOST_NAMED = 48;

    /** Height of a page's text: rather than to be taller, a figure has no numbers in its cells. */
    private static final int PAGE = 620 * UNIT;

    private static final int MOST_LETTERS = 26;
    private static final int MOST_TITLE_LINES = 3;
    private static final int INSIDE = 3 * UNIT;

    /** Text of cells and titles. */
    final Lettering cellText;

    /** Whether cells have room for their numbers. */
    final boolean roomForNumbers;

    final int side;
    final double left;
    final double panelWidth;
    final double labelWidth;
    final boolean sharedRows;
    final boolean sharedColumns;

    private final MatrixView view;
    private final double full;
    private final Lettering normal = Lettering.normal();
    private final Lettering small = Lettering.small();
    private final List<Double> tops = new ArrayList<>();
    private final List<List<String>> titles = new ArrayList<>();
    private double bottom;

    MatrixLayout(MatrixView view, double full) {
        this.view = view;
        this.full = full;
        sharedRows =
                view.panels().stream().map(MatrixLayout::rowLabels).distinct().count() == 1;
        sharedColumns = view.panels().stream().map(Panel::columns).distinct().count() == 1;
        labelWidth = GAP
                + view.panels().stream()
                        .flatMap(panel -> panel.rows().stream())
                        .mapToDouble(row -> normal.width(row.label()))
                        .max()
                        .orElse(0);
        int most = Math.max(1, Math.min(view.side(), view.panels().size()));
        int chosen = 0;
        boolean tooTall = false;
        Lettering text = normal;
        for (Lettering lettering : List.of(normal, small)) {
            for (int s = most; s >= 1 && chosen == 0; s--) {
                if (cellsWidth(s) >= needed(lettering) && titlesFit(cellsWidth(s))) {
                    tooTall |= height(s) > PAGE;
                    chosen = height(s) > PAGE ? 0 : s;
                    text = lettering;
                }
            }
        }
        roomForNumbers = chosen > 0;
        for (int s = most; s >= 1 && tooTall && chosen == 0; s--) {
            chosen = cellsWidth(s) >= LEAST_PANEL && titlesFit(cellsWidth(s)) ? s : 0;
        }
        cellText = text;
        side = Math.max(1, chosen);
        int columns = view.panels().stream()
                .mapToInt(panel -> panel.columns().size())
                .max()
                .orElse(1);
        panelWidth = Math.min(cellsWidth(side), (double) columns * MOST_CELL);
        double used = yTitle()
                + (sharedRows ? labelWidth + side * panelWidth : side * (labelWidth + panelWidth))
                + (side - 1) * PANEL_GAP;
        left = Math.max(PAD, (full - used) / 2) + yTitle();
        place();
    }

    private static List<String> rowLabels(Panel panel) {
        return panel.rows().stream().map(Row::label).toList();
    }

    private double yTitle() {
        return view.y().isEmpty() ? 0 : LINE + GAP;
    }

    /** What a panel's cells get with so many side by side. */
    private double cellsWidth(int panels) {
        double labels = sharedRows ? labelWidth : panels * labelWidth;
        return (full - 2 * PAD - GAP - yTitle() - labels - (panels - 1) * PANEL_GAP) / panels;
    }

    /** About what so many panels side by side make of the height. */
    private double height(int panels) {
        double tallest = view.panels().stream()
                .mapToDouble(panel -> panel.rows().size() <= MOST_NAMED
                        ? (double) panel.rows().size() * ROW
                        : Math.min(MOST_HEIGHT, cellsWidth(panels)))
                .max()
                .orElse(0);
        int bands = (view.panels().size() + panels - 1) / panels;
        return bands * (tallest + LINE + GAP) + (sharedColumns ? 1 : bands) * (double) LINE;
    }

    private double needed(Lettering lettering) {
        double most = LEAST_PANEL;
        for (Panel panel : view.panels()) {
            if (panel.written()) {
                boolean whole = panel.whole();
                double widest = panel.columns().stream()
                        .mapToDouble(normal::width)
                        .max()
                        .orElse(0);
                for (Row row : panel.rows()) {
                    widest = Math.max(
                            widest,
                            row.values().stream()
                                    .flatMapToDouble(java.util.OptionalDouble::stream)
                                    .map(value -> lettering.width(CellText.number(value, whole)))
                                    .max()
                                    .orElse(0));
                }
                most = Math.max(most, panel.columns().size() * (widest + INSIDE));
            }
        }
        return most;
    }

    private boolean titlesFit(double width) {
        for (int i = 0; i < view.panels().size(); i++) {
            List<String> lines = wrapped(title(i), width);
            if (lines.size() > MOST_TITLE_LINES
                    || lines.stream().anyMatch(line -> normal.width(line) > width + PANEL_GAP - INSIDE)) {
                return false;
            }
        }
        return true;
    }

    private String title(int panel) {
        int count = view.panels().size();
        String letter = count == 1 || count > MOST_LETTERS ? "" : "(" + (char) ('a' + panel) + ") ";
        return letter + view.panels().get(panel).title();
    }

    /** Lines that break after commas where that suffices, else at spaces and after signs, as far as they must. */
    private List<String> wrapped(String title, double width) {
        List<String> lines = broken(title.split("(?<=, )"), width);
        return lines.stream().allMatch(line -> normal.width(line) <= width)
                ? lines
                : broken(title.split("(?<= )|(?<=[=_-])"), width);
    }

    private List<String> broken(String[] parts, double width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String part : parts) {
            if (!line.isEmpty() && normal.width((line + part).stripTrailing()) > width) {
                lines.add(line.stripTrailing());
                line = "";
            }
            line += part;
        }
        lines.add(line.stripTrailing());
        return lines;
    }

    private void place() {
        double y = PAD;
        for (int row = 0; row * side < view.panels().size(); row++) {
            int lines = 0;
            double cells = 0;
            boolean labels = false;
            for (int i = row * side; i < Math.min(view.panels().size(), (row + 1) * side); i++) {
                titles.add(title(i).isEmpty() ? List.of() : wrapped(title(i), panelWidth));
                lines = Math.max(lines, titles.get(i).size());
                cells = Math.max(cells, panelHeight(i));
                labels |= columnLabelled(i);
            }
            y += lines * LINE;
            for (int i = row * side; i < Math.min(view.panels().size(), (row + 1) * side); i++) {
                tops.add(y);
            }
            y += cells + (labels ? GAP + LINE : 0) + GAP;
        }
        bottom = y;
    }

    /** Whether a panel has labels below it. */
    boolean columnLabelled(int panel) {
        return !sharedColumns || panel + side >= view.panels().size();
    }

    /** Whether a panel has labels at its left. */
    boolean rowLabelled(int panel) {
        return !sharedRows || panel % side == 0;
    }

    /** Whether all rows of a panel have room for their labels: names do, positions are thinned. */
    boolean named(int panel) {
        List<Row> rows = view.panels().get(panel).rows();
        return rows.size() <= MOST_NAMED
                && !rows.stream().allMatch(row -> row.label().matches("-?\\d+"));
    }

    double panelHeight(int panel) {
        int rows = view.panels().get(panel).rows().size();
        return named(panel) || rows == 1 ? (double) rows * ROW : Math.min(MOST_HEIGHT, panelWidth);
    }

    double panelLeft(int panel) {
        int column = panel % side;
        return left + (sharedRows ? labelWidth : (column + 1) * labelWidth) + column * (panelWidth + PANEL_GAP);
    }

    double panelTop(int panel) {
        return tops.get(panel);
    }

    List<String> titleLines(int panel) {
        return titles.get(panel);
    }

    /** Below the panels and their labels. */
    double bottom() {
        return bottom;
    }

    /** The middle of all panels. */
    double centre() {
        return (panelLeft(0) + panelLeft(Math.min(side, view.panels().size()) - 1) + panelWidth) / 2;
    }
}
