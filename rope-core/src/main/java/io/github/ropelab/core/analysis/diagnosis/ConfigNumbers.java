package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.ParameterDoc;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Numbers that an engine may mistake for each other: those of the config, their ratios, and documented defaults. */
final class ConfigNumbers {
    private static final int SHORTEST = 64;

    private ConfigNumbers() {}

    /** Numbers that may stand in the place of a factor. */
    static Set<Double> factors(Setting declared) {
        Lengths lengths = declared.context().lengths();
        Set<Double> all = new LinkedHashSet<>();
        declared.strategy().parameters().forEach((key, value) -> {
            if (value instanceof Number number) {
                all.add(number.doubleValue());
            }
        });
        all.add((double) lengths.target() / lengths.trained());
        all.add((double) lengths.current() / lengths.trained());
        for (double usual : new double[] {1, 2, 4, 8, 16, 32, 40, 64}) {
            all.add(usual);
        }
        all.removeIf(value -> !(value > 0));
        return all;
    }

    /** Numbers that may stand in the place of the trained length. */
    static Set<Integer> lengths(Evidence evidence) {
        Lengths lengths = evidence.setting().context().lengths();
        Set<Integer> all = new LinkedHashSet<>();
        all.add(lengths.trained());
        all.add(lengths.target());
        all.addAll(evidence.facts().otherLengths());
        all.add(lengths.current());
        for (double factor : evidence.plainDeclared() ? Set.<Double>of() : factors(evidence.setting())) {
            for (int length : List.of(lengths.trained(), lengths.target())) {
                all.add((int) Math.max(1, Math.min(1 << 24, Math.rint(length / factor))));
                all.add((int) Math.max(1, Math.min(1 << 24, Math.rint(length * factor))));
            }
        }
        all.removeIf(length -> length < SHORTEST);
        for (int usual = 2048; usual <= 131_072; usual *= 2) {
            all.add(usual);
        }
        return all;
    }

    /** Values worth trying for a parameter: the declared one's, the default, and other numbers of the config. */
    static Set<Object> values(Setting declared, ParameterDoc parameter) {
        Set<Object> all = new LinkedHashSet<>();
        if (numeric(parameter)) {
            number(parameter.defaultValue()).ifPresent(all::add);
            all.addAll(factors(declared));
        } else {
            all.addAll(parameter.examples());
        }
        return all;
    }

    /** Whether the parameter is a single number. */
    static boolean numeric(ParameterDoc parameter) {
        return parameter.examples().get(0) instanceof Number;
    }

    private static java.util.OptionalDouble number(String text) {
        try {
            return java.util.OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException derived) {
            return java.util.OptionalDouble.empty();
        }
    }
}
