package io.github.ropelab.experiments.convention;

import io.github.ropelab.core.InvalidParameter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The ledger: all rows, by number. */
public final class Conventions {
    private Conventions() {}

    /**
     * All rows, in the order of their numbers. Every call measures anew.
     *
     * @throws InvalidParameter if a number is missing or used twice
     */
    public static List<Convention> builtIn() {
        return joined(Stream.of(
                        YarnConventions.all(),
                        AmplitudeConventions.all(),
                        DynamicConventions.all(),
                        LongRopeConventions.all(),
                        FrequencyConventions.all(),
                        PositionConventions.all(),
                        PrecisionConventions.all(),
                        ConfigConventions.all())
                .flatMap(List::stream)
                .toList());
    }

    static List<Convention> joined(List<Convention> rows) {
        List<Convention> sorted =
                rows.stream().sorted(Comparator.comparingInt(Convention::row)).toList();
        for (int i = 0; i < sorted.size(); i++) {
            InvalidParameter.require(
                    sorted.get(i).row() == i + 1,
                    "rows",
                    sorted.stream().map(Convention::row).toList(),
                    "count from 1 without a gap or a double");
        }
        return sorted;
    }
}
