package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.layer.Visibility;
import java.util.Locale;

/**
 * Which keys the rows of both sides see: the baseline's flavour, which the label of the reference names.
 *
 * @param ofReference mask of the reference's rows
 * @param range which distances enter, on both sides
 */
public record ComparedKeys(Visibility ofReference, Range range) {
    /** Which distances enter. */
    public enum Range {
        /** Every distance: beyond the trained length the reference itself is outside of what it was trained for. */
        SAME_DISTANCE,
        /** Distances below the trained length alone; the softmax of both sides runs over these keys. */
        TRAINED_RANGE;

        /** Name in study files. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The constant of a name in study files. */
        public static Range of(String text) {
            for (Range range : values()) {
                if (range.id().equals(text)) {
                    return range;
                }
            }
            throw new InvalidParameter("compare", text, "be same-distance or trained-range");
        }
    }

    /** Every earlier key on both sides. */
    public static final ComparedKeys ALL = new ComparedKeys(new Visibility.Full(), Range.SAME_DISTANCE);

    /** Whether both sides see every earlier key. */
    public boolean all() {
        return equals(ALL);
    }

    /** Mask of the reference's rows. */
    public Visibility reference(int trained) {
        return range == Range.SAME_DISTANCE
                ? ofReference
                : new Visibility.Both(ofReference, new Visibility.SlidingWindow(trained));
    }

    /** Mask of the strategy's rows. */
    public Visibility strategy(int trained) {
        return range == Range.SAME_DISTANCE ? new Visibility.Full() : new Visibility.SlidingWindow(trained);
    }

    /** The label of a reference with the flavour, as in {@code none, window 4096}; the label alone for every earlier key. */
    public String label(String reference) {
        String mask = ofReference.label().isEmpty() ? "" : ", " + ofReference.label();
        return reference + mask + (range == Range.SAME_DISTANCE ? "" : ", trained range");
    }
}
