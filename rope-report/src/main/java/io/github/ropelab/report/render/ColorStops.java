package io.github.ropelab.report.render;

import java.util.List;

/** Colours that the scale of a map runs through at equal steps, for other drawing programs, too. Lightness falls. */
public enum ColorStops {
    /** A scale of one hue. */
    ONE(0xF4F9FE, 0xD6E6F4, 0xABD0E6, 0x6AAED6, 0x3787C0, 0x105BA4, 0x08306B),
    /** Up to the bound of a scale of two hues. */
    BELOW(0xF4F8FC, 0xD3E3F1, 0xA6C8E4),
    /** Beyond it. */
    ABOVE(0xEE8A3C, 0xD3503C, 0xA52451, 0x64145A, 0x240838);

    private final List<Integer> rgb;

    ColorStops(Integer... rgb) {
        this.rgb = List.of(rgb);
    }

    /** In order, each as 0xRRGGBB. */
    public List<Integer> rgb() {
        return rgb;
    }
}
