package io.github.ropelab.experiments.study;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.strategy.Strategies;
import io.github.ropelab.model.config.Dialect;
import io.github.ropelab.model.config.RopeBlock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A strategy whose parameters follow from each cell's context: a rope block with formulas in the place of numbers.
 *
 * @param block with {@link LengthFormula} values, also in nested blocks
 * @param dialect whose reading it is
 */
record StrategyTemplate(Map<String, Object> block, Dialect dialect) {
    /** A word that may be a choice, as in {@code ramp: rotations}. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][\\w-]*");

    private static final String ID = "rope_type";

    /** Takes texts in the place of numbers for formulas. */
    static StrategyTemplate of(Map<String, Object> block, Dialect dialect) {
        return new StrategyTemplate(withFormulas(block), dialect);
    }

    private static Map<String, Object> withFormulas(Map<String, Object> block) {
        Map<String, Object> formulas = new LinkedHashMap<>();
        block.forEach((key, value) -> formulas.put(key, withFormulas(block.get(ID), key, value)));
        return formulas;
    }

    private static Object withFormulas(Object id, String key, Object value) {
        if (value instanceof Map<?, ?>) {
            return withFormulas(Params.asBlock(key, value));
        }
        if (value instanceof List<?> items) {
            return items.stream()
                    .map(item -> item instanceof Map<?, ?> ? withFormulas(Params.asBlock(key, item)) : item)
                    .toList();
        }
        return value instanceof String text && !key.equals(ID) && isFormula(id, key, text)
                ? LengthFormula.parse(key, text)
                : value;
    }

    /** Documented examples say whether a parameter takes numbers; of a key that only engines know, its text does. */
    private static boolean isFormula(Object id, String key, String text) {
        return Strategies.installed().types().stream()
                .filter(type -> type.id().equals(id))
                .flatMap(type -> type.parameters().stream())
                .filter(parameter -> parameter.name().equals(key))
                .findFirst()
                .map(StrategyTemplate::takesNumbers)
                .orElseGet(() -> LengthFormula.NAMES.containsKey(text)
                        || !WORD.matcher(text).matches());
    }

    private static boolean takesNumbers(ParameterDoc parameter) {
        return parameter.examples().stream().allMatch(Number.class::isInstance);
    }

    /** Whether any value is a formula. */
    boolean isFixed() {
        return formulas(block).isEmpty();
    }

    /** {@code key=formula; key=formula}, for people. */
    String text() {
        return formulas(block).entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("; "));
    }

    private static Map<String, LengthFormula> formulas(Map<String, Object> block) {
        Map<String, LengthFormula> formulas = new TreeMap<>();
        block.forEach((key, value) -> {
            if (value instanceof LengthFormula formula) {
                formulas.put(key, formula);
            } else if (value instanceof Map<?, ?>) {
                formulas(Params.asBlock(key, value)).forEach((k, f) -> formulas.put(key + "." + k, f));
            } else if (value instanceof List<?> items) {
                for (int i = 0; i < items.size(); i++) {
                    if (items.get(i) instanceof Map<?, ?>) {
                        String head = key + "[" + i + "].";
                        formulas(Params.asBlock(key, items.get(i))).forEach((k, f) -> formulas.put(head + k, f));
                    }
                }
            }
        });
        return formulas;
    }

    /**
     * The block with every formula's value in a cell; a block without formulas needs none.
     *
     * @throws InvalidParameter if a value breaks its rule; of a formula's value, with the formula and the cell's lengths
     */
    RopeBlock in(Optional<RopeContext> context) {
        if (isFixed()) {
            return RopeBlock.read(block, Strategies.installed(), dialect);
        }
        RopeContext cell = context.orElseThrow();
        try {
            return RopeBlock.read(values(block, cell), Strategies.installed(), dialect);
        } catch (InvalidParameter e) {
            Object formula = block.get(e.name());
            if (!(formula instanceof LengthFormula)) {
                throw e;
            }
            throw new InvalidParameter(
                    e.name(),
                    e.value(),
                    e.rule(),
                    "it is " + formula + " at trained " + cell.lengths().trained() + ", target "
                            + cell.lengths().target() + ", current "
                            + cell.lengths().current());
        }
    }

    /** The strategy in a cell. */
    RopeStrategy strategy(RopeContext context) {
        return in(Optional.of(context)).strategy();
    }

    private static Map<String, Object> values(Map<String, Object> block, RopeContext context) {
        Map<String, Object> values = new LinkedHashMap<>();
        block.forEach((key, value) -> values.put(key, value(key, value, context)));
        return values;
    }

    private static Object value(String key, Object value, RopeContext context) {
        if (value instanceof LengthFormula formula) {
            double number = formula.in(context);
            InvalidParameter.require(Double.isFinite(number), key, number, "be a finite number");
            return number;
        }
        if (value instanceof Map<?, ?>) {
            return values(Params.asBlock(key, value), context);
        }
        return value instanceof List<?> items
                ? items.stream()
                        .map(item -> item instanceof Map<?, ?> ? value(key, item, context) : item)
                        .toList()
                : value;
    }
}
