package io.github.ropelab.report.render;

import java.util.ArrayList;
import java.util.List;

/** Panels beside and below each other: how many have room, their letters, and long texts in lines. */
final class PanelLayout {
    private static final int UNIT = HouseStyle.UNITS;

    private PanelLayout() {}

    /** As many panels beside each other as are wished and at least as wide as given. */
    static int columns(int wished, double width, double least) {
        return Math.max(1, Math.min(wished, (int) (width / least)));
    }

    /** A text in lines that are no wider than given, broken at spaces. */
    static List<String> lines(Lettering lettering, String text, double most) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && lettering.width(line + " " + word) > most) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Height of a line of text, units. */
    static int line() {
        return 10 * UNIT;
    }
}
