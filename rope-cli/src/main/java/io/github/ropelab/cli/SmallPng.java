package io.github.ropelab.cli;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** A picture for pages: half as wide and high, every pixel the mean of four. */
final class SmallPng {
    private static final int SHIFTS = 16;
    private static final int BYTE = 8;

    private SmallPng() {}

    /** The PNG at half its size. */
    static byte[] half(byte[] png) throws IOException {
        BufferedImage large = ImageIO.read(new ByteArrayInputStream(png));
        BufferedImage small =
                new BufferedImage(large.getWidth() / 2, large.getHeight() / 2, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < small.getHeight(); y++) {
            for (int x = 0; x < small.getWidth(); x++) {
                small.setRGB(x, y, mean(large, 2 * x, 2 * y));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(small, "png", bytes);
        return bytes.toByteArray();
    }

    private static int mean(BufferedImage image, int x, int y) {
        int mean = 0;
        for (int shift = 0; shift <= SHIFTS; shift += BYTE) {
            int sum = 0;
            for (int i = 0; i < 4; i++) {
                sum += image.getRGB(x + i % 2, y + i / 2) >> shift & 0xFF;
            }
            mean |= (sum + 2) / 4 << shift;
        }
        return mean;
    }
}
