package io.github.ropelab.report.render;

import io.github.ropelab.core.InvalidParameter;
import java.util.List;

/**
 * The sizes of a venue. Figures are drawn at their real size: they are put into a paper without scaling.
 *
 * @param venue the name on the command line
 * @param single width of a column, or of a figure that text flows around, inches
 * @param full width of the text, inches
 * @param width of the figure, inches
 * @param textPoints size of the text, points
 */
public record Style(String venue, double single, double full, double width, float textPoints) {
    private static final double POINTS_PER_INCH = 72;
    private static final double LEAST = 2;
    private static final double MOST = 20;

    /** NeurIPS and ICLR: one column of 5.5 inches. */
    public static final Style NEURIPS = of("neurips", 3.25, 5.5, 8);

    /** ICML: two columns of 3.25 inches. */
    public static final Style ICML = of("icml", 3.25, 6.75, 8);

    /** ACL and EMNLP: two columns of 3.03 inches. */
    public static final Style ACL = of("acl", 3.03, 6.3, 8);

    private static Style of(String venue, double single, double full, float textPoints) {
        return new Style(venue, single, full, full, textPoints);
    }

    /** All venues. */
    public static List<Style> venues() {
        return List.of(NEURIPS, ICML, ACL);
    }

    /**
     * The style of a venue.
     *
     * @throws InvalidParameter if there is none of this name
     */
    public static Style venue(String name) {
        List<String> names = venues().stream().map(Style::venue).toList();
        InvalidParameter.require(names.contains(name), "--style", name, "be one of " + String.join(", ", names));
        return venues().get(names.indexOf(name));
    }

    /**
     * The same at another size.
     *
     * @param size {@code single}, {@code full} (or {@code double}, which is the same) or a width as {@code 4.5in}
     * @throws InvalidParameter if it is none of these
     */
    public Style sized(String size) {
        return switch (size) {
            case "single" -> new Style(venue, single, full, single, textPoints);
            case "full", "double" -> new Style(venue, single, full, full, textPoints);
            default -> new Style(venue, single, full, inches(size), textPoints);
        };
    }

    private static double inches(String size) {
        String rule = "be single, full or a width between " + LEAST + "in and " + MOST + "in, as 4.5in";
        InvalidParameter.require(size.matches("\\d+(\\.\\d+)?in"), "--size", size, rule);
        double inches = Double.parseDouble(size.substring(0, size.length() - 2));
        InvalidParameter.require(inches >= LEAST && inches <= MOST, "--size", size, rule);
        return inches;
    }

    /** Width of the figure, points. */
    public double widthPoints() {
        return width * POINTS_PER_INCH;
    }
}
