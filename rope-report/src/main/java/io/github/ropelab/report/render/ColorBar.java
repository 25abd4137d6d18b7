package io.github.ropelab.report.render;

import io.github.ropelab.report.view.MatrixView;
import io.github.ropelab.report.view.Scale;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** The scale of colours with ticks and unit, and what a hatched cell means. Lengths are units of {@link HouseStyle}. */
final class ColorBar {
    private static final int UNIT = HouseStyle.UNITS;
    private static final int GAP = 4 * UNIT;
    private static final int LINE = 11 * UNIT;
    private static final int THICK = 7 * UNIT;
    private static final int TICK = 2 * UNIT;
    private static final int MOST_LONG = 220 * UNIT;
    private static final int SLICES = 96;
    private static final int MOST_STEPS = 6;
    private static final double ROUNDING = 1e-9;

    private final ColorScale colors;
    private final String label;
    private final String absent;
    private final boolean below;
    private final boolean above;
    private final double full;
    private final double length;
    private final Lettering lettering = Lettering.normal();

    /** The bar of a view, in the middle of a width. */
    ColorBar(MatrixView view, double full) {
        this.colors = ColorScale.of(view);
        this.label = view.value().label();
        this.absent = view.anyAbsent() ? view.absent() : "";
        this.below = view.values().anyMatch(value -> value < colors.least());
        this.above = view.values().anyMatch(value -> !(value <= colors.most()));
        this.full = full;
        this.length = Math.min(MOST_LONG, full - 2.0 * LINE - 4.0 * GAP);
    }

    double height() {
        return THICK + TICK + 2.0 * LINE + (absent.isEmpty() ? 0 : LINE);
    }

    void paint(Graphics2D g, double top) {
        double left = (full - length) / 2;
        double bound =
                colors.middle().isPresent() ? colors.share(colors.middle().getAsDouble()) : 1;
        slices(g, left, top, 0, bound);
        slices(g, left, top, bound, 1);
        g.setColor(HouseStyle.INK);
        g.setStroke(HouseStyle.hairline());
        g.draw(new Rectangle2D.Double(left, top, length, THICK));
        double bottom = top + THICK;
        for (Tick tick : ticks()) {
            double at = left + tick.share() * length;
            boolean hue = colors.middle().isPresent() && tick.share() == bound;
            g.draw(new Line2D.Double(at, hue ? top : bottom, at, bottom + TICK));
            lettering.paint(g, tick.text(), at - lettering.width(tick.text()) / 2, bottom + TICK + LINE / 2.0);
        }
        centred(g, label, bottom + TICK + 1.5 * LINE);
        if (!absent.isEmpty()) {
            paintAbsent(g, bottom + TICK + 2 * LINE);
        }
    }

    /** One after the other, each a little under the next: no seams. */
    private void slices(Graphics2D g, double left, double top, double from, double to) {
        int count = (int) Math.ceil(SLICES * (to - from));
        for (int i = 0; i < count; i++) {
            double share = from + (to - from) * (i + 0.5) / count;
            double start = from + (to - from) * i / count;
            g.setColor(colors.of(colors.value(share)));
            g.fill(new Rectangle2D.Double(left + start * length, top, (to - start) * length, THICK));
        }
    }

    private void centred(Graphics2D g, String text, double y) {
        lettering.paint(g, text, (full - lettering.width(text)) / 2, y);
    }

    private void paintAbsent(Graphics2D g, double top) {
        double width = 2.0 * THICK + GAP + lettering.width(absent);
        double left = (full - width) / 2;
        Hatching.paint(g, new Rectangle2D.Double(left, top + (LINE - THICK) / 2.0, 2 * THICK, THICK));
        g.setColor(HouseStyle.INK);
        lettering.paint(g, absent, left + 2 * THICK + GAP, top + LINE / 2.0);
    }

    private record Tick(double share, String text) {}

    /** Those that have room, the bound first, then the ends. */
    private List<Tick> ticks() {
        List<Tick> chosen = new ArrayList<>();
        colors.middle().ifPresent(value -> add(chosen, value));
        List<Double> steps = steps();
        if (below || steps.get(0) - colors.least() > 0 && colors.scale() != Scale.LINEAR) {
            add(chosen, colors.least());
        }
        if (above) {
            add(chosen, colors.most());
        }
        steps.forEach(value -> add(chosen, value));
        return chosen;
    }

    private void add(List<Tick> chosen, double value) {
        String prefix = below && value == colors.least() ? "≤" : above && value == colors.most() ? "≥" : "";
        Tick tick = new Tick(colors.share(value), prefix + text(value));
        double room = lettering.width(tick.text()) / 2 + GAP;
        boolean free = chosen.stream()
                .allMatch(other ->
                        Math.abs(other.share() - tick.share()) * length >= room + lettering.width(other.text()) / 2);
        if (free) {
            chosen.add(tick);
        }
    }

    /** 1, 2 or 5 times a power of ten in equal steps; powers of ten or two. */
    private List<Double> steps() {
        List<Double> steps = new ArrayList<>();
        double least = colors.least();
        double most = colors.most();
        if (colors.scale() == Scale.LINEAR) {
            double unit = Math.pow(10, Math.floor(Math.log10(most - least)) - 1);
            double step = unit
                    * List.of(1, 2, 5, 10, 20, 50).stream()
                            .filter(s -> (most - least) / (s * unit) <= MOST_STEPS)
                            .findFirst()
                            .orElseThrow();
            for (long k = (long) Math.ceil(least / step - ROUNDING); k * step <= most + ROUNDING * step; k++) {
                steps.add(k * step);
            }
            return steps;
        }
        double base = colors.scale() == Scale.LOG10 ? 10 : 2;
        double first = Math.log(least) / Math.log(base);
        double last = Math.log(most) / Math.log(base);
        for (int power = (int) Math.ceil(first - ROUNDING); power <= last + ROUNDING; power++) {
            steps.add(Math.pow(base, power));
        }
        if (steps.size() < 2) {
            steps.add(0, least);
            steps.add(most);
        }
        return steps;
    }

    private static String text(double value) {
        return value == Math.PI ? "π" : CellText.tick(value);
    }
}
