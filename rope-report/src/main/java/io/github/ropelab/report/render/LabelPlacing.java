package io.github.ropelab.report.render;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Places for labels near their spots, inside of an area, that overlap neither a spot nor each other. */
final class LabelPlacing {
    private static final int DIRECTIONS = 16;
    private static final int RINGS = 14;
    /** Steps from the right upwards: between the two intervals of a spot. */
    private static final int FIRST = 2;

    private final Rectangle2D area;
    private final double apart;
    private final List<Rectangle2D> taken = new ArrayList<>();
    private final List<Rectangle2D> avoided = new ArrayList<>();

    /**
     * @param area that labels stay in
     * @param spots centres of all spots
     * @param size of a spot
     * @param apart distance that labels keep
     */
    LabelPlacing(Rectangle2D area, List<Point2D> spots, double size, double apart) {
        this.area = area;
        this.apart = apart;
        spots.forEach(
                spot -> taken.add(new Rectangle2D.Double(spot.getX() - size / 2, spot.getY() - size / 2, size, size)));
    }

    /** Labels stay off these where there is room. */
    void avoid(List<Rectangle2D> others) {
        avoided.addAll(others);
    }

    /**
     * The nearest free place of a label, which is then taken: around the spot, then on wider rings; over what is to be
     * avoided only where nothing else is free.
     *
     * @return the label's rectangle; null where there is none
     */
    Rectangle2D place(Point2D spot, double width, double height) {
        Rectangle2D clear = find(spot, width, height, avoided);
        Rectangle2D at = clear == null ? find(spot, width, height, List.of()) : clear;
        if (at != null) {
            taken.add(at);
        }
        return at;
    }

    private Rectangle2D find(Point2D spot, double width, double height, List<Rectangle2D> alsoOff) {
        for (int ring = 1; ring <= RINGS; ring++) {
            for (int k = 0; k < DIRECTIONS; k++) {
                int turn = (k + 1) / 2 * (k % 2 == 0 ? 1 : -1);
                double angle = 2 * Math.PI * (turn - FIRST) / DIRECTIONS;
                double x = spot.getX() + Math.cos(angle) * (width / 2 + ring * 2.5 * apart);
                double y = spot.getY() + Math.sin(angle) * (height / 2 + ring * 2.5 * apart);
                Rectangle2D at = new Rectangle2D.Double(x - width / 2, y - height / 2, width, height);
                if (area.contains(at)
                        && taken.stream().noneMatch(at::intersects)
                        && alsoOff.stream().noneMatch(at::intersects)) {
                    return at;
                }
            }
        }
        return null;
    }
}
