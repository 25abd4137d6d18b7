package io.github.ropelab.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelPlacingTest {
    private static final double SPOT = 16;
    private static final Rectangle2D AREA = new Rectangle2D.Double(0, 0, 600, 400);

    private static List<Point2D> spots(int count, int seed) {
        Random random = new Random(seed);
        List<Point2D> spots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            spots.add(new Point2D.Double(50 + 500 * random.nextDouble(), 50 + 300 * random.nextDouble()));
        }
        return spots;
    }

    @Test
    void labelsOverlapNeitherASpotNorEachOtherNorTheFrame() {
        for (int seed = 0; seed < 50; seed++) {
            List<Point2D> spots = spots(9, seed);
            LabelPlacing placing = new LabelPlacing(AREA, spots, SPOT, 4);
            List<Rectangle2D> obstacles = new ArrayList<>();
            spots.forEach(spot ->
                    obstacles.add(new Rectangle2D.Double(spot.getX() - SPOT / 2, spot.getY() - SPOT / 2, SPOT, SPOT)));
            for (Point2D spot : spots) {
                Rectangle2D label = placing.place(spot, 90, 24);
                assertThat(label).as("nine labels have room, seed %d", seed).isNotNull();
                assertThat(AREA.contains(label)).isTrue();
                assertThat(obstacles).noneMatch(label::intersects);
                obstacles.add(label);
            }
        }
    }

    @Test
    void whatIsAvoidedIsCoveredOnlyWhereNothingElseIsFree() {
        List<Point2D> spot = List.of(new Point2D.Double(300, 200));
        Rectangle2D bar = new Rectangle2D.Double(300, 190, 300, 20);
        LabelPlacing free = new LabelPlacing(AREA, spot, SPOT, 4);
        free.avoid(List.of(bar));
        assertThat(free.place(spot.get(0), 90, 24).intersects(bar)).isFalse();
        LabelPlacing full = new LabelPlacing(AREA, spot, SPOT, 4);
        full.avoid(List.of(AREA));
        assertThat(full.place(spot.get(0), 90, 24)).isNotNull();
    }

    @Test
    void aLabelWithoutAPlaceIsSaid() {
        List<Point2D> spot = List.of(new Point2D.Double(300, 200));
        assertThat(new LabelPlacing(AREA, spot, SPOT, 4).place(spot.get(0), 700, 24))
                .isNull();
    }
}
