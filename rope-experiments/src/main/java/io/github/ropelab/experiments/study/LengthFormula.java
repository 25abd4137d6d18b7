package io.github.ropelab.experiments.study;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.core.RopeContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * Arithmetic over a cell's context, as a strategy's parameter in a study may give it: {@code target/trained}, {@code
 * min(trained/2, 1024)}. Numbers, the names of {@link #NAMES}, {@code + - * /} with the usual precedence, parentheses,
 * {@code min} and {@code max} of one or more arguments, {@code round} (halves up), {@code floor}, {@code ceil}. Read by
 * recursive descent.
 */
final class LengthFormula {
    /** What may stand in a formula, and what it means. */
    static final Map<String, String> NAMES = Map.of(
            "trained", "trained length, tokens",
            "target", "target length, tokens",
            "current", "current length, tokens",
            "head_dim", "components of a query or key vector",
            "rotary_dim", "leading components that rotate",
            "base", "θ base");

    private static final Map<String, DoubleUnaryOperator> ROUNDINGS = Map.of(
            "round", x -> Math.floor(x + 0.5),
            "floor", Math::floor,
            "ceil", Math::ceil);
    private static final Map<String, DoubleBinaryOperator> EXTREMES = Map.of("min", Math::min, "max", Math::max);

    /** Words up to this length are near to any other. */
    private static final int SHORT = 3;

    private final String text;
    private final ToDoubleFunction<RopeContext> value;

    private LengthFormula(String text, ToDoubleFunction<RopeContext> value) {
        this.text = text;
        this.value = value;
    }

    /**
     * Reads a formula.
     *
     * @param key whose value it is, for messages
     * @throws InvalidParameter with the position, counted from 1, of what cannot be read
     */
    static LengthFormula parse(String key, String text) {
        return new LengthFormula(text, new Reader(key, text).all());
    }

    /** Its value in a cell; not finite after a division by 0. */
    double in(RopeContext context) {
        return value.applyAsDouble(context);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LengthFormula formula && formula.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As the study writes it. */
    @Override
    public String toString() {
        return text;
    }

    private static double named(RopeContext context, String name) {
        switch (name) {
            case "trained":
                return context.lengths().trained();
            case "target":
                return context.lengths().target();
            case "current":
                return context.lengths().current();
            case "head_dim":
                return context.geometry().headDim();
            case "rotary_dim":
                return context.geometry().rotaryDim();
            default:
                return context.base();
        }
    }

    /** The grammar: sum = product {(+|-) product}; product = sign {(*|/) sign}; sign = {-} atom. */
    private static final class Reader {
        private final String key;
        private final String text;
        private int at;

        Reader(String key, String text) {
            this.key = key;
            this.text = text;
        }

        ToDoubleFunction<RopeContext> all() {
            ToDoubleFunction<RopeContext> all = sum();
            if (next() != 0) {
                throw problem(at, "an operator or the end");
            }
            return all;
        }

        private ToDoubleFunction<RopeContext> sum() {
            ToDoubleFunction<RopeContext> left = product();
            while (true) {
                ToDoubleFunction<RopeContext> a = left;
                if (take('+')) {
                    ToDoubleFunction<RopeContext> b = product();
                    left = c -> a.applyAsDouble(c) + b.applyAsDouble(c);
                } else if (take('-')) {
                    ToDoubleFunction<RopeContext> b = product();
                    left = c -> a.applyAsDouble(c) - b.applyAsDouble(c);
                } else {
                    return left;
                }
            }
        }

        private ToDoubleFunction<RopeContext> product() {
            ToDoubleFunction<RopeContext> left = sign();
            while (true) {
                ToDoubleFunction<RopeContext> a = left;
                if (take('*')) {
                    ToDoubleFunction<RopeContext> b = sign();
                    left = c -> a.applyAsDouble(c) * b.applyAsDouble(c);
                } else if (take('/')) {
                    ToDoubleFunction<RopeContext> b = sign();
                    left = c -> a.applyAsDouble(c) / b.applyAsDouble(c);
                } else {
                    return left;
                }
            }
        }

        private ToDoubleFunction<RopeContext> sign() {
            boolean negative = false;
            while (take('-')) {
                negative = !negative;
            }
            ToDoubleFunction<RopeContext> a = atom();
            return negative ? c -> -a.applyAsDouble(c) : a;
        }

        private ToDoubleFunction<RopeContext> atom() {
            char c = next();
            if (take('(')) {
                ToDoubleFunction<RopeContext> inner = sum();
                close();
                return inner;
            }
            if (Character.isDigit(c) || c == '.') {
                return number();
            }
            if (Character.isLetter(c)) {
                return word();
            }
            throw problem(at, "a number, a name or (");
        }

        private ToDoubleFunction<RopeContext> number() {
            int start = at;
            while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                at++;
            }
            if (at < text.length() && Character.toLowerCase(text.charAt(at)) == 'e') {
                at++;
                if (at < text.length() && "+-".indexOf(text.charAt(at)) >= 0) {
                    at++;
                }
                while (at < text.length() && Character.isDigit(text.charAt(at))) {
                    at++;
                }
            }
            try {
                double number = Double.parseDouble(text.substring(start, at));
                return c -> number;
            } catch (NumberFormatException e) {
                throw problem(start, "a number");
            }
        }

        private ToDoubleFunction<RopeContext> word() {
            int start = at;
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
                at++;
            }
            String word = text.substring(start, at).toLowerCase(Locale.ROOT);
            if (NAMES.containsKey(word)) {
                return c -> named(c, word);
            }
            if (ROUNDINGS.containsKey(word)) {
                open();
                ToDoubleFunction<RopeContext> inner = sum();
                close();
                return c -> ROUNDINGS.get(word).applyAsDouble(inner.applyAsDouble(c));
            }
            if (EXTREMES.containsKey(word)) {
                return extreme(EXTREMES.get(word));
            }
            List<String> known = new ArrayList<>(NAMES.keySet());
            known.addAll(ROUNDINGS.keySet());
            known.addAll(EXTREMES.keySet());
            known.sort(null);
            throw new InvalidParameter(
                    key,
                    text,
                    "be a finite number or a formula of known names (character " + (start + 1) + ": " + word + ")",
                    Nearest.to(word, known)
                            .filter(nearest -> word.length() > SHORT)
                            .map(nearest -> "did you mean '" + nearest + "'?")
                            .orElse("known: " + String.join(", ", known)));
        }

        private ToDoubleFunction<RopeContext> extreme(DoubleBinaryOperator operator) {
            open();
            ToDoubleFunction<RopeContext> left = sum();
            while (take(',')) {
                ToDoubleFunction<RopeContext> a = left;
                ToDoubleFunction<RopeContext> b = sum();
                left = c -> operator.applyAsDouble(a.applyAsDouble(c), b.applyAsDouble(c));
            }
            close();
            return left;
        }

        private void open() {
            if (!take('(')) {
                throw problem(at, "(");
            }
        }

        private void close() {
            if (!take(')')) {
                throw problem(at, ")");
            }
        }

        /** The next character that is no space, or 0 at the end. */
        private char next() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return at < text.length() ? text.charAt(at) : 0;
        }

        private boolean take(char c) {
            boolean there = next() == c;
            at += there ? 1 : 0;
            return there;
        }

        private InvalidParameter problem(int where, String wanted) {
            return new InvalidParameter(
                    key, text, "be a finite number or a formula, with " + wanted + " at character " + (where + 1));
        }
    }
}
