package io.github.ropelab.report.render;

import io.github.ropelab.report.view.ScatterView;
import io.github.ropelab.report.view.ScatterView.Spot;
import java.awt.Graphics2D;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the numbers beside spots stand for, in lines of equal columns. */
final class SpotLegend {
    private static final int UNIT = HouseStyle.UNITS;
    private static final int GAP = 4 * UNIT;
    private static final int SAMPLE = 12 * UNIT;

    private final double full;
    private final Lettering normal = Lettering.normal();
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final Map<String, Integer> styles = new LinkedHashMap<>();

    SpotLegend(ScatterView view, double full) {
        this.full = full;
        view.panels().forEach(panel -> panel.spots().forEach(spot -> {
            numbers.putIfAbsent(spot.label(), numbers.size() + 1);
            styles.putIfAbsent(spot.label(), spot.style());
        }));
    }

    /** From 1 on, in the order of the spots. */
    int number(Spot spot) {
        return numbers.get(spot.label());
    }

    /** Lines of the legend. */
    int lines() {
        return (numbers.size() + perLine() - 1) / perLine();
    }

    private double entry() {
        return SAMPLE
                + GAP
                + numbers.keySet().stream()
                        .mapToDouble(label -> normal.width(numbers.get(label) + " " + label))
                        .max()
                        .orElse(0)
                + 2.0 * GAP;
    }

    private int perLine() {
        return Math.max(1, (int) ((full - 2.0 * GAP) / entry()));
    }

    void paint(Graphics2D g, double top) {
        int perLine = perLine();
        double left = (full - Math.min(perLine, numbers.size()) * entry()) / 2;
        numbers.forEach((label, number) -> {
            double x = left + (number - 1) % perLine * entry();
            double y = top + (number - 1) / perLine * PanelLayout.line();
            SeriesGroup.paint(g, label, () -> {
                g.setColor(HouseStyle.color(styles.get(label)));
                HouseStyle.marker(styles.get(label)).paint(g, x + SAMPLE / 2.0, y, HouseStyle.MARKER_SIZE);
                g.setColor(HouseStyle.INK);
                normal.paint(g, number + " " + label, x + SAMPLE + GAP, y);
            });
        });
    }
}
