package io.github.ropelab.experiments.data;

import io.github.ropelab.core.InvalidParameter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which tensors of a file are queries, keys and values, and the order of their axes. A name may hold {@code {layer}},
 * which stands for the number of the layer.
 *
 * @param q name of the queries
 * @param k name of the keys
 * @param v name of the values
 * @param needsValues whether the values must be there
 * @param axes order of the axes of tensors of several heads
 */
public record TensorLayout(String q, String k, Optional<String> v, boolean needsValues, Axes axes) {
    /** What a name writes for the number of the layer. */
    public static final String LAYER = "{layer}";

    /** Order of the axes of a tensor of several heads. */
    public enum Axes {
        /** [heads, tokens, width]. */
        HTD("[heads, tokens, width]"),
        /** [tokens, heads, width]. */
        THD("[tokens, heads, width]");

        private final String text;

        Axes(String text) {
            this.text = text;
        }

        /** The axes in words. */
        public String text() {
            return text;
        }

        /** Reads {@code htd} or {@code thd}. */
        public static Axes of(String text) {
            for (Axes axes : values()) {
                if (axes.id().equals(text)) {
                    return axes;
                }
            }
            throw new InvalidParameter("axes", text, "be htd, " + HTD.text + ", or thd, " + THD.text);
        }

        /** Name in study files. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks that the names agree on layers. */
    public TensorLayout {
        requireSameLayers("k", q, k);
        v.ifPresent(values -> requireSameLayers("v", q, values));
    }

    private static void requireSameLayers(String side, String q, String other) {
        InvalidParameter.require(
                q.contains(LAYER) == other.contains(LAYER), side, other, "hold " + LAYER + " exactly where q does");
    }

    /** Values must be there if they have a name. */
    public TensorLayout(String q, String k, Optional<String> v, Axes axes) {
        this(q, k, v, v.isPresent(), axes);
    }

    /** {@code layers.N.q}, {@code layers.N.k} and, where they are there, {@code layers.N.v}; [heads, tokens, width]. */
    public static TensorLayout standard() {
        return new TensorLayout(
                "layers.{layer}.q", "layers.{layer}.k", Optional.of("layers.{layer}.v"), false, Axes.HTD);
    }

    /** The same names with other axes. */
    public TensorLayout with(Axes other) {
        return new TensorLayout(q, k, v, needsValues, other);
    }

    /** All names, for some layers or for none. */
    public List<String> names(List<Integer> layers) {
        List<OptionalInt> numbers = layers.isEmpty()
                ? List.of(OptionalInt.empty())
                : layers.stream().map(OptionalInt::of).toList();
        return Stream.of(Optional.of(q), Optional.of(k), v)
                .flatMap(Optional::stream)
                .flatMap(pattern -> numbers.stream().map(layer -> named(pattern, layer)))
                .toList();
    }

    /** Whether tensors are told apart by layer. */
    public boolean layered() {
        return q.contains(LAYER);
    }

    /** The layers whose queries are among the names. */
    SortedSet<Integer> layers(Iterable<String> names) {
        Matcher matcher = Pattern.compile(Pattern.quote(q).replace(LAYER, "\\E(\\d{1,9})\\Q"))
                .matcher("");
        SortedSet<Integer> layers = new TreeSet<>();
        for (String name : names) {
            if (matcher.reset(name).matches()) {
                layers.add(Integer.valueOf(matcher.group(1)));
            }
        }
        return layers;
    }

    /** A name with the number of its layer. */
    static String named(String pattern, OptionalInt layer) {
        return layer.isPresent() ? pattern.replace(LAYER, Integer.toString(layer.getAsInt())) : pattern;
    }

    /** What tells vectors read by this layout from those of another; empty for the standard one. */
    Optional<String> text() {
        return equals(standard())
                ? Optional.empty()
                : Optional.of("q=" + q + " k=" + k + " v=" + v.orElse("") + " axes=" + axes.id());
    }
}
