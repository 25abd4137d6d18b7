package io.github.ropelab.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class PlainAxisTest {
    /** One tick alone names no scale, and more than fit run into each other unless there are only a few. */
    @Test
    void everyAxisHasTwoTicksAndFewMoreThanFit() {
        Random random = new Random(7);
        for (int draw = 0; draw < 5000; draw++) {
            double size = Math.pow(10, random.nextInt(12) - 6);
            double[] values = random.doubles(2, -size, size)
                    .map(value -> value + size / 3)
                    .toArray();
            double length = 100 + random.nextInt(1500);
            double room = 80;
            PlainAxis axis = PlainAxis.of(DoubleStream.of(values), 0, length, room);
            List<Double> ticks = axis.ticks();
            assertThat(ticks).as("draw %d", draw).hasSizeGreaterThanOrEqualTo(2);
            assertThat(ticks.size()).as("draw %d", draw).isLessThanOrEqualTo((int) Math.max(4, length / room + 1));
            assertThat(axis.at(ticks.get(0))).isBetween(-1e-6, length);
        }
    }
}
