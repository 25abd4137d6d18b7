package io.github.ropelab.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Two answers to one request, value by value: numbers within a tolerance, numbers in texts as well, all else equal. */
final class JsonComparison {
    /** Powers and logarithms of two libraries, each off by an ulp or two, in a formula of a few steps. */
    private static final Tolerance FORMULA = new Tolerance("two libraries' powers", 1e-12, 1e-300);

    /**
     * Frequencies that are off by 4·10⁻¹⁶ of themselves at distances up to 4096 turn angles up to 4096 rad by 2·10⁻¹², in each of
     * 24 pairs at most.
     */
    private static final Tolerance DECAY = new Tolerance("angles of two libraries' frequencies", 0, 4e-11);

    /** Sentences give five digits, of which the last may round the other way. */
    private static final Tolerance TEXT = new Tolerance("a last digit", 1e-3, 1e-4);

    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?([eE][-+]?\\d+)?");

    private final String request;
    private int numbers;

    JsonComparison(String request) {
        this.request = request;
    }

    int numbers() {
        return numbers;
    }

    void check(Object actual, Object expected) {
        check("answer", actual, expected);
    }

    private void check(String path, Object actual, Object expected) {
        if (expected instanceof Map<?, ?> map) {
            Map<?, ?> other = (Map<?, ?>) actual;
            assertThat(new ArrayList<Object>(other.keySet()))
                    .as("%s of %s", path, request)
                    .isEqualTo(new ArrayList<Object>(map.keySet()));
            map.forEach((key, value) -> check(path + "." + key, other.get(key), value));
        } else if (expected instanceof List<?> list) {
            assertThat((List<?>) actual).as("%s of %s", path, request).hasSameSizeAs(list);
            for (int i = 0; i < list.size(); i++) {
                check(path + "[" + i + "]", ((List<?>) actual).get(i), list.get(i));
            }
        } else if (expected instanceof Double number) {
            numbers++;
            Tolerance tolerance = path.contains(".decay") ? DECAY : FORMULA;
            tolerance.check(path + " of " + request, (Double) actual, number);
        } else if (expected instanceof String text && !expected.equals(actual)) {
            assertThat(words((String) actual)).as("%s of %s", path, request).isEqualTo(words(text));
            List<Double> others = numbersIn((String) actual);
            for (int i = 0; i < others.size(); i++) {
                TEXT.check(
                        path + " of " + request, others.get(i), numbersIn(text).get(i));
            }
        } else {
            assertThat(actual).as("%s of %s", path, request).isEqualTo(expected);
        }
    }

    private static String words(String text) {
        return NUMBER.matcher(text).replaceAll("#");
    }

    private static List<Double> numbersIn(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(Double::valueOf)
                .toList();
    }
}
