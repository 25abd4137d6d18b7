package io.github.ropelab.report.render;

import io.github.ropelab.report.view.MatrixView.Panel;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.OptionalDouble;

/** The cells of a panel as an image, a pixel each; those without a value let the ground through. */
final class CellImage {
    private CellImage() {}

    static BufferedImage of(Panel panel, ColorScale colors) {
        int columns = panel.columns().size();
        int rows = panel.rows().size();
        BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < rows; y++) {
            List<OptionalDouble> values = panel.rows().get(y).values();
            for (int x = 0; x < columns; x++) {
                if (values.get(x).isPresent()) {
                    image.setRGB(x, y, colors.of(values.get(x).getAsDouble()).getRGB());
                }
            }
        }
        return image;
    }
}
