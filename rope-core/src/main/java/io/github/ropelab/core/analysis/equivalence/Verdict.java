package io.github.ropelab.core.analysis.equivalence;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Nearest;
import java.util.Arrays;
import java.util.Locale;

/** How alike two modifications are; each verdict includes those below it, and the strongest that holds is given. */
public enum Verdict {
    /** Every query and key becomes the same vector, and every score is the same. */
    IDENTICAL("every rotated query and key is the same vector"),
    /** Vectors differ, no score does: a common offset, or an amplitude that a logit scale makes up for. */
    SAME_SCORES("vectors differ, no score does"),
    /** In every row the logits differ by one factor above 0 alone; it may depend on the row. */
    SAME_UP_TO_TEMPERATURE("the logits of each row differ by one factor"),
    /** Some score differs by more than its row's factor. */
    DIFFERENT("some score differs by more than a factor");

    private final String meaning;

    Verdict(String meaning) {
        this.meaning = meaning;
    }

    /** Name in files and on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The verdict in words. */
    public String meaning() {
        return meaning;
    }

    /** Reads {@link #id()}. */
    public static Verdict of(String text) {
        for (Verdict verdict : values()) {
            if (verdict.id().equals(text)) {
                return verdict;
            }
        }
        throw new InvalidParameter(
                "verdict",
                text,
                "be identical, same_scores, same_up_to_temperature or different",
                Nearest.suggestion(
                        text, Arrays.stream(values()).map(Verdict::id).toList()));
    }
}
