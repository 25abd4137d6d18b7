package io.github.ropelab.report.figure;

import io.github.ropelab.report.view.Filter;
import io.github.ropelab.report.view.Selection;
import io.github.ropelab.report.view.View;
import java.util.List;

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
     * @param answer to the study's question, in a sentence; empty where the figure gives none
     * @param caption what a reader of a paper needs: quantity, n, meaning of bars and marks
     * @param filters which rows of results.csv entered: those that one of them picks
     */
    record Drawing(View view, String answer, String caption, List<Filter> filters) {
        /** Copies the list. */
        public Drawing {
            filters = List.copyOf(filters);
        }

        /** A figure that answers by being looked at. */
        public Drawing(View view, String caption, Filter filter) {
            this(view, "", caption, List.of(filter));
        }

        /** The answer, if there is one, and the caption. */
        public String text() {
            return answer.isEmpty() ? caption : answer + " " + caption;
        }
    }

    /** The results lack what a figure needs; the message says what. */
    final class NothingToDraw extends Exception {
        private static final long serialVersionUID = 1L;

        /** With the reason. */
        public NothingToDraw(String reason) {
            super(reason);
        }
    }
}
