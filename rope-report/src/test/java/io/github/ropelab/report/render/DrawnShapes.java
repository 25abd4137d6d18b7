package io.github.ropelab.report.render;

import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The shapes of an SVG as points of the page, in drawing order. */
record DrawnShapes(List<Shape> shapes) {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE]-?\\d+)?");
    private static final String INK = "fill:rgb(34,34,34)";

    /**
     * A shape.
     *
     * @param series whose group it belongs to; empty for none
     * @param tag of the element
     * @param style of the element or its nearest parent that has one
     * @param points corners and control points, [x, y] in points
     */
    record Shape(String series, String tag, String style, List<double[]> points) {
        boolean filled() {
            return !style.contains("fill:none") && style.contains("fill:");
        }

        boolean text() {
            return tag.equals("path") && style.contains(INK);
        }

        Rectangle2D bounds() {
            Rectangle2D bounds = new Rectangle2D.Double(points.get(0)[0], points.get(0)[1], 0, 0);
            points.forEach(point -> bounds.add(point[0], point[1]));
            return bounds;
        }
    }

    static DrawnShapes of(String svg) {
        DrawnShapes drawn = new DrawnShapes(new ArrayList<>());
        try {
            Element root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                    .getDocumentElement();
            drawn.collect(root, "", "", new AffineTransform());
        } catch (Exception e) {
            throw new AssertionError("no readable SVG", e);
        }
        return drawn;
    }

    private void collect(Element element, String series, String style, AffineTransform above) {
        String ofSeries = element.hasAttribute("data-series") ? element.getAttribute("data-series") : series;
        String ofStyle = element.hasAttribute("style") ? element.getAttribute("style") : style;
        AffineTransform transform = new AffineTransform(above);
        if (element.hasAttribute("transform")) {
            transform.concatenate(new AffineTransform(numbers(element.getAttribute("transform"))));
        }
        double[] at =
                switch (element.getTagName()) {
                    case "path" -> numbers(element.getAttribute("d"));
                    case "line" -> values(element, "x1", "y1", "x2", "y2");
                    case "ellipse" -> values(element, "cx", "cy");
                    case "rect" -> values(element, "x", "y");
                    default -> new double[0];
                };
        if (at.length > 0) {
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i < at.length; i += 2) {
                double[] point = {at[i], at[i + 1]};
                transform.transform(point, 0, point, 0, 1);
                points.add(point);
            }
            shapes.add(new Shape(ofSeries, element.getTagName(), ofStyle, points));
        }
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner && !inner.getTagName().equals("defs")) {
                collect(inner, ofSeries, ofStyle, transform);
            }
        }
    }

    private static double[] values(Element element, String... names) {
        double[] values = new double[names.length];
        for (int i = 0; i < names.length; i++) {
            values[i] = Double.parseDouble(element.getAttribute(names[i]));
        }
        return values;
    }

    private static double[] numbers(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(MatchResult::group)
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** All shapes of a series that have so many points. */
    List<Shape> of(String series, int points) {
        return shapes.stream()
                .filter(shape -> shape.series().equals(series) && shape.points().size() == points)
                .toList();
    }
}
