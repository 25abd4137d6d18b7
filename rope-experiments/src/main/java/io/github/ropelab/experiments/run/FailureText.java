package io.github.ropelab.experiments.run;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.model.io.InvalidInput;
import java.util.concurrent.CancellationException;

/** Why a cell could not be computed, in one line. */
final class FailureText {
    private FailureText() {}

    /**
     * The message of what users can mend; class, message and place of all else, which is a mistake in the program.
     *
     * @throws InterruptedException if that is what was thrown: a stop is no failure
     */
    static String of(Throwable e) throws InterruptedException {
        if (e instanceof InterruptedException stop) {
            throw stop;
        }
        if (e instanceof CancellationException) {
            throw new InterruptedException(e.getMessage());
        }
        if (e instanceof OutOfMemoryError) {
            return "out of memory (" + e.getMessage()
                    + "); give Java more (-Xmx), run fewer threads or a shorter length";
        }
        String message = e.getMessage() == null ? "" : e.getMessage().strip().replaceAll("\\s+", " ");
        if (e instanceof InvalidParameter || e instanceof InvalidInput) {
            return message;
        }
        String place = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
        return e.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message) + place;
    }
}
