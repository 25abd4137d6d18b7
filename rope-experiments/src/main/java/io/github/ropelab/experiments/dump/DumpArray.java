package io.github.ropelab.experiments.dump;

import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import io.github.ropelab.model.tensor.NumberArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.DoublePredicate;

/**
 * An array of a dump; breaks of its rules name the file, the array and its shape.
 *
 * @param file where it stands
 * @param name as in {@code cos}
 * @param shape sizes per axis
 * @param numbers the array
 */
record DumpArray(Path file, String name, List<Integer> shape, NumberArray numbers) {
    static DumpArray of(Path file, String name, NumberArray numbers) {
        return new DumpArray(file, name, numbers.shape(), numbers);
    }

    /** The same numbers without axes of size 1, the first ones first, until at most {@code most} axes are left. */
    DumpArray squeezed(int most) {
        List<Integer> rest = new ArrayList<>(shape);
        while (rest.size() > most && rest.remove((Integer) 1)) {
            // the loop's condition removes one
        }
        return new DumpArray(file, name, List.copyOf(rest), numbers);
    }

    double[] values() {
        return numbers.values();
    }

    int size(int axis) {
        return shape.get(axis);
    }

    int axes() {
        return shape.size();
    }

    /** Throws unless a rule of the shape holds. */
    void require(boolean holds, String rule) {
        require(holds, rule, "");
    }

    /** As the shorter form, with a suggestion. */
    void require(boolean holds, String rule, String suggestion) {
        if (!holds) {
            throw new InvalidInput(file.toString(), new Problem(name, numbers.shapeText(), rule, suggestion));
        }
    }

    /** Throws unless the numbers have fractions: whole ones are no cosines, frequencies or components. */
    DumpArray requireFloating() {
        if (!numbers.type().floating()) {
            throw new InvalidInput(
                    file.toString(),
                    Problem.of(name, numbers.type(), "be of a floating type: float64, float32, float16 or bfloat16"));
        }
        return this;
    }

    /** Throws at the first number that breaks a rule. */
    void requireEach(DoublePredicate holds, String rule) {
        double[] values = values();
        for (int at = 0; at < values.length; at++) {
            if (!holds.test(values[at])) {
                throw new InvalidInput(file.toString(), Problem.of(name + place(at), values[at], rule));
            }
        }
    }

    /** The indices of a number, as in {@code [3, 0, 17]}. */
    private List<Integer> place(int at) {
        List<Integer> place = new ArrayList<>();
        int rest = at;
        for (int axis = numbers.shape().size() - 1; axis >= 0; axis--) {
            place.add(rest % numbers.shape().get(axis));
            rest /= numbers.shape().get(axis);
        }
        Collections.reverse(place);
        return place;
    }
}
