package io.github.ropelab.report.render;

import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;

/** Titles above panels, with a letter where there are several panels, in lines that fit. */
final class PanelTitles {
    private static final int ABOVE_PLOT = 2 * HouseStyle.UNITS;

    private final Lettering lettering;
    private final List<List<String>> lines = new ArrayList<>();

    /**
     * @param lettering of the titles
     * @param titles of the panels
     * @param most width of a line, units
     */
    PanelTitles(Lettering lettering, List<String> titles, double most) {
        this.lettering = lettering;
        for (int i = 0; i < titles.size(); i++) {
            String letter = titles.size() == 1 ? "" : "(" + (char) ('a' + i) + ") ";
            lines.add(PanelLayout.lines(lettering, letter + titles.get(i), most));
        }
    }

    /** What every panel leaves free for its title, units. */
    int height() {
        return lines.stream().mapToInt(List::size).max().orElse(0) * PanelLayout.line() + ABOVE_PLOT;
    }

    /** Paints a panel's title, its last line next to the plot. */
    void paint(Graphics2D g, int panel, double left, double top) {
        g.setColor(HouseStyle.INK);
        List<String> title = lines.get(panel);
        for (int i = 0; i < title.size(); i++) {
            double below = (title.size() - i - 0.5) * PanelLayout.line() + ABOVE_PLOT;
            lettering.paint(g, title.get(i), left, top + height() - below);
        }
    }
}
