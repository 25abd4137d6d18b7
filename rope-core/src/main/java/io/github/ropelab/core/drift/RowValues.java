package io.github.ropelab.core.drift;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Values of rows, one float each, by the row's index in the sample. */
final class RowValues {
    private final Map<RowValue, float[]> values = new EnumMap<>(RowValue.class);

    RowValues(Set<RowValue> which, int rows) {
        which.forEach(value -> values.put(value, new float[rows]));
    }

    void put(RowValue value, int index, double number) {
        values.get(value)[index] = (float) number;
    }

    float get(RowValue value, int index) {
        return values.get(value)[index];
    }
}
