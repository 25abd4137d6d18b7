package io.github.ropelab.report.render;

import io.github.ropelab.report.view.HeatView;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * The cells of a heat view as an image, a pixel each, and its scale of colours: from pale to grey blue up to the bound, from
 * yellow to dark violet above it. Lightness falls on either side and jumps at the bound, so the bound shows in grey, too.
 */
public final class HeatImage {
    private static final List<Color> BELOW = List.of(new Color(0xF4F6F8), new Color(0xC9D3DC), new Color(0x8FA3B5));
    private static final List<Color> ABOVE = List.of(
            new Color(0xFFE08A), new Color(0xF2903F), new Color(0xC8374B), new Color(0x7A1467), new Color(0x2B0A3D));

    private final HeatView view;

    /** The image of a view. */
    public HeatImage(HeatView view) {
        this.view = view;
    }

    /** The colour of a value as 0xRRGGBB. */
    public int color(double value) {
        double at = view.share(value);
        double bound = view.share(view.bound());
        return at <= bound ? between(BELOW, at / bound) : between(ABOVE, (at - bound) / (1 - bound));
    }

    private static int between(List<Color> colors, double share) {
        double at = Math.max(0, Math.min(1, share)) * (colors.size() - 1);
        int from = Math.min(colors.size() - 2, (int) at);
        Color a = colors.get(from);
        Color b = colors.get(from + 1);
        double part = at - from;
        return mixed(a.getRed(), b.getRed(), part) << 16
                | mixed(a.getGreen(), b.getGreen(), part) << 8
                | mixed(a.getBlue(), b.getBlue(), part);
    }

    private static int mixed(int a, int b, double part) {
        return (int) Math.round(a + (b - a) * part);
    }

    /** The cells as a PNG. */
    public byte[] png() {
        int rows = view.rows().size();
        BufferedImage image = new BufferedImage(view.columns(), rows, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < view.columns(); x++) {
                image.setRGB(x, y, color(view.cells()[y][x]));
            }
        }
        return encoded(image);
    }

    /** The scale as a PNG one pixel high, the largest value at the right. */
    public byte[] scalePng(int width) {
        BufferedImage image = new BufferedImage(width, 1, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            image.setRGB(x, 0, color(view.least() * Math.pow(view.most() / view.least(), (x + 0.5) / width)));
        }
        return encoded(image);
    }

    /** A PNG as the address of an image inside of a page. */
    public static String inline(byte[] png) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }

    private static byte[] encoded(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
