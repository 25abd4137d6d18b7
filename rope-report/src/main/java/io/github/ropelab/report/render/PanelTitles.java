package io.github.ropelab.report.render;

import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;

/** Titles above panels, with a letter where there are several panels, in lines that fit. */
final class PanelTitles {
    private static final int ABOVE_PLOT = 2 * HouseStyle.UNITS;

    /** A line of a title or, smaller, of a note. */
    private record Line(String text, Lettering lettering) {}

    private final List<List<Line>> lines = new ArrayList<>();

    /**
     * @param lettering of the titles
     * @param titles of the panels
     * @param most width of a line, units
     */
    PanelTitles(Lettering lettering, List<String> titles, double most) {
        this(lettering, titles, List.of(), most);
    }

    /**
     * @param lettering of the titles
     * @param titles of the panels
     * @param notes that begin lines of their own below the titles, by panel; empty for none at all
     * @param most width of a line, units
     */
    PanelTitles(Lettering lettering, List<String> titles, List<List<String>> notes, double most) {
        for (int i = 0; i < titles.size(); i++) {
            String letter = titles.size() == 1 ? "" : "(" + (char) ('a' + i) + ") ";
            List<Line> ofPanel = new ArrayList<>();
            add(ofPanel, lettering, letter + titles.get(i), most);
            for (String note : notes.isEmpty() ? List.<String>of() : notes.get(i)) {
                add(ofPanel, Lettering.small(), note, most);
            }
            lines.add(ofPanel);
        }
    }

    private static void add(List<Line> lines, Lettering lettering, String text, double most) {
        PanelLayout.lines(lettering, text, most).forEach(line -> lines.add(new Line(line, lettering)));
    }

    /** What every panel leaves free for its title, units. */
    int height() {
        return lines.stream().mapToInt(List::size).max().orElse(0) * PanelLayout.line() + ABOVE_PLOT;
    }

    /** Paints a panel's title, its last line next to the plot. */
    void paint(Graphics2D g, int panel, double left, double top) {
        g.setColor(HouseStyle.INK);
        List<Line> title = lines.get(panel);
        for (int i = 0; i < title.size(); i++) {
            double below = (title.size() - i - 0.5) * PanelLayout.line() + ABOVE_PLOT;
            title.get(i).lettering().paint(g, title.get(i).text(), left, top + height() - below);
        }
    }
}
