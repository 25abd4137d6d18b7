package io.github.ropelab.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeriesLookTest {
    private static final int STYLES = 40;

    /** Two styles share a shape where they share the painted marker, and a colour and dash where they share those. */
    @Test
    void looksDifferWhereTheHouseStyleDoes() {
        for (int a = 0; a < STYLES; a++) {
            for (int b = 0; b < a; b++) {
                SeriesLook one = SeriesLook.of(a);
                SeriesLook other = SeriesLook.of(b);
                assertThat(one.marker() == other.marker())
                        .as("markers of %d and %d", a, b)
                        .isEqualTo(HouseStyle.marker(a) == HouseStyle.marker(b));
                assertThat(one.color().equals(other.color()))
                        .isEqualTo(HouseStyle.color(a).equals(HouseStyle.color(b)));
                assertThat(one.dash().equals(other.dash()))
                        .isEqualTo(HouseStyle.line(a).equals(HouseStyle.line(b)));
            }
        }
    }

    /** What members of a family rest on: ten styles on the colour is the same, dash and marker are not. */
    @Test
    void tenStylesOnTheColourComesAgain() {
        for (int style = 0; style < STYLES; style++) {
            SeriesLook one = SeriesLook.of(style);
            SeriesLook other = SeriesLook.of(style + 10);
            assertThat(other.color()).isEqualTo(one.color());
            assertThat(other.dash()).isNotEqualTo(one.dash());
            assertThat(other.marker()).isNotEqualTo(one.marker());
        }
    }

    @Test
    void lengthsArePoints() {
        assertThat(SeriesLook.of(0).dash()).isEmpty();
        assertThat(SeriesLook.of(1).dash()).containsExactly(5.0, 2.0);
        assertThat(SeriesLook.of(1).color()).isEqualTo("E69F00");
        assertThat(SeriesLook.MARKER_POINTS).isEqualTo(4);
    }
}
