package io.github.ropelab.report.render;

import io.github.ropelab.report.view.MatrixView;
import io.github.ropelab.report.view.MatrixView.Panel;
import io.github.ropelab.report.view.MatrixView.Row;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.SVGHints;

/** Matrices as coloured cells above one scale of colours, painted on any surface. Sizes are points. */
final class MatrixPicture implements Picture {
    private static final int UNIT = HouseStyle.UNITS;
    private static final int GAP = MatrixLayout.GAP;
    private static final int LINE = MatrixLayout.LINE;

    /** A panel of more cells is an image, a pixel each. */
    private static final int MOST_SHAPES = 24 * 24;

    /** How far a cell reaches under its neighbours, so that no viewer shows the ground between them. */
    private static final double OVERLAP = 0.15 * UNIT;

    /** Width of a line between columns, and how far it reaches beyond the rows. */
    private static final double BOUND = 1.2 * UNIT;

    private static final double BEYOND = 1.5 * UNIT;

    private final double full;
    private final MatrixView view;
    private final MatrixLayout layout;
    private final ColorScale colors;
    private final ColorBar bar;
    private final Lettering normal = Lettering.normal();

    MatrixPicture(MatrixView view, Style style) {
        this.full = Math.round(style.widthPoints() * UNIT);
        this.view = view;
        this.layout = new MatrixLayout(view, full);
        this.colors = ColorScale.of(view);
        this.bar = new ColorBar(view, full);
    }

    private double barTop() {
        return layout.bottom() + LINE + GAP;
    }

    @Override
    public int widthUnits() {
        return (int) full;
    }

    @Override
    public int heightUnits() {
        return (int) Math.ceil(barTop() + bar.height() + GAP);
    }

    @Override
    public void paintUnits(Graphics2D g) {
        for (int i = 0; i < view.panels().size(); i++) {
            paintPanel(g, i);
        }
        g.setColor(HouseStyle.INK);
        normal.paint(
                g,
                view.x(),
                Math.max(GAP, layout.centre() - normal.width(view.x()) / 2),
                layout.bottom() + LINE / 2.0 - GAP);
        paintYTitle(g);
        bar.paint(g, barTop());
    }

    private void paintYTitle(Graphics2D g) {
        double middle = (layout.panelTop(0)
                        + layout.panelTop(view.panels().size() - 1)
                        + layout.panelHeight(view.panels().size() - 1))
                / 2;
        Graphics2D turned = (Graphics2D) g.create();
        double x = layout.left - GAP - LINE / 2.0;
        turned.rotate(-Math.PI / 2, x, middle);
        normal.paint(turned, view.y(), x - normal.width(view.y()) / 2, middle);
        turned.dispose();
    }

    /** One group where the whole panel belongs to one series, else one for each row. */
    private void paintPanel(Graphics2D g, int index) {
        List<String> series = view.panels().get(index).rows().stream()
                .map(Row::series)
                .distinct()
                .toList();
        if (series.size() == 1 && !series.get(0).isEmpty()) {
            SeriesGroup.paint(g, series.get(0), () -> paintParts(g, index, false));
        } else {
            paintParts(g, index, true);
        }
    }

    private void paintParts(Graphics2D g, int index, boolean rowGroups) {
        Panel panel = view.panels().get(index);
        double left = layout.panelLeft(index);
        double top = layout.panelTop(index);
        double height = layout.panelHeight(index);
        if (panel.rows().stream().anyMatch(row -> row.values().stream().anyMatch(OptionalDouble::isEmpty))) {
            Hatching.paint(g, new Rectangle2D.Double(left, top, layout.panelWidth, height));
        }
        List<String> title = layout.titleLines(index);
        g.setColor(HouseStyle.INK);
        for (int i = 0; i < title.size(); i++) {
            normal.paint(g, title.get(i), left, top - (title.size() - i - 0.5) * LINE);
        }
        int cells = panel.rows().size() * panel.columns().size();
        List<Integer> labelled = rowLabels(index);
        if (cells > MOST_SHAPES) {
            paintImage(g, panel, left, top, height);
        }
        for (int r = 0; r < panel.rows().size(); r++) {
            int row = r;
            String series = panel.rows().get(r).series();
            Runnable painting = () -> {
                if (cells <= MOST_SHAPES) {
                    paintRow(g, index, row);
                }
                if (labelled.contains(row)) {
                    paintRowLabel(g, index, row);
                }
            };
            if (rowGroups && !series.isEmpty()) {
                SeriesGroup.paint(g, series, painting);
            } else {
                painting.run();
            }
        }
        paintColumnLabels(g, index);
        g.setColor(HouseStyle.INK);
        g.setStroke(HouseStyle.hairline());
        g.draw(new Rectangle2D.Double(left, top, layout.panelWidth, height));
        panel.bound().ifPresent(before -> {
            double x = left + before * layout.panelWidth / panel.columns().size();
            paintBound(g, x, top, height + BEYOND); // above stands the title
        });
    }

    /** Black on white, so that it can be told from cells of any colour. */
    private static void paintBound(Graphics2D g, double x, double top, double height) {
        g.setColor(Color.WHITE);
        g.fill(new Rectangle2D.Double(x - BOUND, top, 2 * BOUND, height));
        g.setColor(HouseStyle.INK);
        g.fill(new Rectangle2D.Double(x - BOUND / 2, top, BOUND, height));
    }

    private void paintRow(Graphics2D g, int index, int row) {
        Panel panel = view.panels().get(index);
        List<OptionalDouble> values = panel.rows().get(row).values();
        boolean whole = panel.whole();
        double width = layout.panelWidth / panel.columns().size();
        double height = layout.panelHeight(index) / panel.rows().size();
        double top = layout.panelTop(index) + row * height;
        for (int c = 0; c < values.size(); c++) {
            if (values.get(c).isPresent()) {
                double value = values.get(c).getAsDouble();
                double left = layout.panelLeft(index) + c * width;
                boolean under = c + 1 < values.size() && values.get(c + 1).isPresent();
                boolean over = row + 1 < panel.rows().size()
                        && panel.rows().get(row + 1).values().get(c).isPresent();
                Color color = colors.of(value);
                g.setColor(color);
                g.fill(new Rectangle2D.Double(
                        rounded(left),
                        rounded(top),
                        rounded(width + (under ? OVERLAP : 0)),
                        rounded(height + (over ? OVERLAP : 0))));
                if (panel.written() && layout.roomForNumbers) {
                    String text = CellText.number(value, whole);
                    g.setColor(ColorScale.ink(color));
                    layout.cellText.paint(g, text, left + (width - layout.cellText.width(text)) / 2, top + height / 2);
                }
            }
        }
    }

    /** Hundredths of a unit are finer than any printer and keep files short. */
    private static double rounded(double length) {
        return Math.rint(length * 100) / 100;
    }

    private void paintImage(Graphics2D g, Panel panel, double left, double top, double height) {
        int columns = panel.columns().size();
        int rows = panel.rows().size();
        BufferedImage image = CellImage.of(panel, colors);
        AffineTransform place = AffineTransform.getTranslateInstance(left, top);
        place.scale(layout.panelWidth / columns, height / rows);
        if (g instanceof SVGGraphics2D svg) {
            svg.setRenderingHint(SVGHints.KEY_BEGIN_GROUP, Map.of("image-rendering", "pixelated"));
            svg.drawImage(image, place, null);
            svg.setRenderingHint(SVGHints.KEY_END_GROUP, "image");
        } else {
            g.drawImage(image, place, null);
        }
    }

    private void paintRowLabel(Graphics2D g, int index, int row) {
        Panel panel = view.panels().get(index);
        String label = panel.rows().get(row).label();
        double height = layout.panelHeight(index) / panel.rows().size();
        g.setColor(HouseStyle.INK);
        normal.paint(
                g,
                label,
                layout.panelLeft(index) - GAP - normal.width(label),
                layout.panelTop(index) + (row + 0.5) * height);
    }

    /** All names; of positions those at equal steps back from the last one. */
    private List<Integer> rowLabels(int index) {
        int count = view.panels().get(index).rows().size();
        if (!layout.rowLabelled(index)) {
            return List.of();
        }
        int step = layout.named(index) ? 1 : step(count, layout.panelHeight(index) / LINE);
        return IntStream.range(0, count)
                .filter(row -> (count - 1 - row) % step == 0)
                .boxed()
                .toList();
    }

    /** A power of two, so that no more labels than have room stand at its multiples. */
    private static int step(int count, double most) {
        int step = 1;
        while (count > step * most) {
            step *= 2;
        }
        return step;
    }

    private void paintColumnLabels(Graphics2D g, int index) {
        if (!layout.columnLabelled(index)) {
            return;
        }
        List<String> labels = view.panels().get(index).columns();
        double widest = labels.stream().mapToDouble(normal::width).max().orElse(0) + GAP;
        double width = layout.panelWidth / labels.size();
        int step = step(labels.size(), layout.panelWidth / widest);
        double y = layout.panelTop(index) + layout.panelHeight(index) + GAP + LINE / 2.0;
        g.setColor(HouseStyle.INK);
        for (int c = 0; c < labels.size(); c += step) {
            double half = normal.width(labels.get(c)) / 2;
            double middle = layout.panelLeft(index) + (c + 0.5) * width;
            double overhang = middle + half - layout.panelLeft(index) - layout.panelWidth;
            if (step == 1 || overhang <= GAP) {
                normal.paint(g, labels.get(c), middle - half, y);
            }
        }
    }
}
