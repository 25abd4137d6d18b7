package io.github.ropelab.report.figure;

import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.Selection;

/** A figure of a study. */
public interface Figure {
    /** File name without ending. */
    String id();

    /** Title for people. */
    String title();

    /**
     * What to draw.
     *
     * @throws NothingToDraw if the results lack what the figure needs
     */
    Drawing draw(Selection selection) throws NothingToDraw;

    /**
     * A figure's content.
     *
     * @param view the numbers
     * @param caption what a reader of a paper needs: quantity, n, meaning of bars and marks
     * @param filter which rows of results.csv entered
     */
    record Drawing(LineView view, String caption, String filter) {}

    /** The results lack what a figure needs; the message says what. */
    final class NothingToDraw extends Exception {
        private static final long serialVersionUID = 1L;

        /** With the reason. */
        public NothingToDraw(String reason) {
            super(reason);
        }
    }
}
