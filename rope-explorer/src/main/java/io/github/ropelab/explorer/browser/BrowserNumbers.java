package io.github.ropelab.explorer.browser;

import org.teavm.jso.JSBody;

/** Numbers as text. */
public final class BrowserNumbers {
    private BrowserNumbers() {}

    /** As few digits as tell the number from its neighbours. */
    public static String digits(double number) {
        return text(number);
    }

    /** As {@link io.github.ropelab.core.Numbers#plain}: whole numbers without a point, others as Java writes them. */
    public static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15 ? text(number) : Double.toString(number);
    }

    @JSBody(params = "number", script = "return String(number);")
    private static native String text(double number);
}
