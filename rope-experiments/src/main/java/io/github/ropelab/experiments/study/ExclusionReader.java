package io.github.ropelab.experiments.study;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.experiments.data.DataSet;
import io.github.ropelab.experiments.data.Slice;
import io.github.ropelab.experiments.input.Fields;
import io.github.ropelab.model.io.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** Reads {@code exclude: [{factor: value or list, because: reason}]}; a value that the study does not have is a problem. */
final class ExclusionReader {
    private final StudySpec study;
    private final List<Problem> problems;

    /**
     * @param study as far as it is read
     * @param problems collects
     */
    ExclusionReader(StudySpec study, List<Problem> problems) {
        this.study = study;
        this.problems = problems;
    }

    List<Exclusion> read(List<JsonNode> items) {
        List<Exclusion> exclusions = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            exclusions.add(exclusion(new Fields("exclude[" + i + "]", items.get(i), problems)));
        }
        return exclusions;
    }

    private Exclusion exclusion(Fields fields) {
        Map<String, List<String>> factors = new LinkedHashMap<>();
        for (Exclusion.Factor factor : Exclusion.Factor.values()) {
            if (fields.has(factor.id())) {
                factors.put(factor.id(), values(fields, factor));
            }
        }
        String because = fields.requiredText("because");
        if (factors.isEmpty()) {
            problems.add(Problem.of(fields.path(), "no factor", "name at least one factor beside because"));
        }
        fields.rejectUnread();
        return new Exclusion(factors, because);
    }

    private List<String> values(Fields fields, Exclusion.Factor factor) {
        Set<String> known = known(factor);
        List<String> values = new ArrayList<>();
        for (JsonNode item : fields.items(factor.id())) {
            String value = canonical(factor, item);
            if (!item.isValueNode() || !known.contains(value)) {
                problems.add(new Problem(
                        fields.at(factor.id()),
                        Fields.shortText(item),
                        "be a value that the study has",
                        factor.isNumber() && item.isNumber()
                                ? nearest(item.doubleValue(), known)
                                : Nearest.suggestion(value, known)));
            }
            values.add(value);
        }
        return values;
    }

    /** One text for one value: 64.0 is 64, and a precision may be spelt in several ways. */
    private static String canonical(Exclusion.Factor factor, JsonNode item) {
        if (item.isNumber()) {
            return Exclusion.text(item.doubleValue());
        }
        try {
            return factor == Exclusion.Factor.ARITHMETIC
                    ? Arithmetic.of(item.asText()).id()
                    : item.asText();
        } catch (InvalidParameter e) {
            return item.asText(); // no value of the study: said below
        }
    }

    private static String nearest(double value, Set<String> known) {
        return known.stream()
                .min(Comparator.comparingDouble(text -> Math.abs(Double.parseDouble(text) - value)))
                .map(text -> "the nearest is " + text)
                .orElse("the study has none");
    }

    /** The values of a factor in the study, in its order. */
    private Set<String> known(Exclusion.Factor factor) {
        Set<String> known = new LinkedHashSet<>();
        switch (factor) {
            case STRATEGY:
                study.strategies().forEach(strategy -> known.add(strategy.label()));
                study.strategies().forEach(strategy -> known.add(strategy.family()));
                break;
            case DATA:
                study.data().stream().map(DataSet::name).forEach(known::add);
                break;
            case LAYER:
                slices(Slice::layer, known);
                break;
            case HEAD:
                slices(Slice::head, known);
                break;
            case SEED:
                slices(Slice::seed, known);
                break;
            case CURRENT:
                contexts(context -> context.lengths().current(), known);
                break;
            case ARITHMETIC:
                study.arithmetics().stream().map(Arithmetic::id).forEach(known::add);
                break;
            case HEAD_DIM:
                contexts(context -> context.geometry().headDim(), known);
                break;
            default:
                contexts(RopeContext::base, known);
        }
        return known;
    }

    private void slices(Function<Slice, OptionalInt> index, Set<String> known) {
        study.data().stream()
                .flatMap(data -> data.slices().stream())
                .map(index)
                .filter(OptionalInt::isPresent)
                .forEach(value -> known.add(Integer.toString(value.getAsInt())));
    }

    private void contexts(Function<RopeContext, Number> value, Set<String> known) {
        study.contexts()
                .forEach(
                        context -> known.add(Exclusion.text(value.apply(context).doubleValue())));
    }
}
