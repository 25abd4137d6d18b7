package io.github.ropelab.experiments.data;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import io.github.ropelab.model.tensor.SafetensorsFile;
import io.github.ropelab.model.tensor.TensorSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Queries, keys and values captured from a real model before rotation, in tensors that a {@link TensorLayout} names; by
 * default {@code layers.N.q} [query heads, tokens, headDim] and {@code layers.N.k}, {@code layers.N.v} [key heads, tokens,
 * headDim]. Query head h reads key head h·keyHeads/queryHeads (grouped queries). Values may be absent.
 */
public final class Capture implements DataSet {
    private record Layer(StoredHeads q, StoredHeads k, Optional<StoredHeads> v) {}

    private final String name;
    private final RotaryGeometry geometry;
    private final double base;
    private final int maxTokens;
    private final String fingerprint;
    private final Map<OptionalInt, Layer> layers;
    private final List<Slice> slices;
    private final SortedMap<String, String> provenance;

    private Capture(
            String name,
            TensorSource source,
            TensorLayout layout,
            RotaryGeometry geometry,
            double base,
            Map<OptionalInt, Layer> layers,
            List<Slice> slices,
            SortedMap<String, String> origin) {
        this.name = name;
        this.geometry = geometry;
        this.base = base;
        this.maxTokens = layers.values().iterator().next().q().tokens();
        this.fingerprint = "sha256:" + source.sha256()
                + layout.text().map(text -> " " + text).orElse("");
        this.layers = Map.copyOf(layers);
        this.slices = List.copyOf(slices);
        this.provenance = new TreeMap<>(origin);
        provenance.put("kind", "captured");
    }

    /** A capture in one safetensors file of the standard layout, all heads. */
    public static Capture open(
            String name,
            Path path,
            Pairing pairing,
            OptionalInt rotaryDim,
            double base,
            List<Integer> layers,
            SortedMap<String, String> origin) {
        return open(
                name,
                SafetensorsFile.open(path),
                TensorLayout.standard(),
                new Selection(layers, List.of()),
                pairing,
                rotaryDim,
                base,
                origin);
    }

    /**
     * Which of a capture's heads to use.
     *
     * @param layers empty for all
     * @param heads query heads of each layer; empty for all
     */
    public record Selection(List<Integer> layers, List<Integer> heads) {
        /** Copies the lists. */
        public Selection {
            layers = List.copyOf(layers);
            heads = List.copyOf(heads);
        }
    }

    /**
     * Opens a capture.
     *
     * @param name in results
     * @param source holds the tensors
     * @param layout says which they are
     * @param selection which heads to use
     * @param pairing of the captured vectors
     * @param rotaryDim leading components that rotate; absent: all
     * @param base θ base of the model
     * @param origin model, text, licences, for the manifest
     * @throws InvalidInput if a file, a tensor or a shape is not as described
     */
    public static Capture open(
            String name,
            TensorSource source,
            TensorLayout layout,
            Selection selection,
            Pairing pairing,
            OptionalInt rotaryDim,
            double base,
            SortedMap<String, String> origin) {
        Map<OptionalInt, Layer> layers = new LinkedHashMap<>();
        List<Slice> slices = new ArrayList<>();
        for (OptionalInt number : selected(source, layout, selection.layers())) {
            Layer layer = layer(source, layout, number);
            layers.put(number, layer);
            StoredHeads first = layers.values().iterator().next().q();
            require(
                    layer.q(),
                    layer.q().tokens() == first.tokens() && layer.q().width() == first.width(),
                    "have the " + "tokens and head_dim of the first layer, " + first.tokens() + " and "
                            + first.width());
            for (int head : selection.heads().isEmpty() ? range(layer.q().heads()) : selection.heads()) {
                if (head < 0 || head >= layer.q().heads()) {
                    throw new InvalidInput(
                            source.origin(),
                            Problem.of(
                                    "heads",
                                    head,
                                    "be a query head of " + layer.q().tensor().name() + ", 0 to "
                                            + (layer.q().heads() - 1)));
                }
                slices.add(new Slice(number, OptionalInt.of(head), OptionalInt.empty()));
            }
        }
        try {
            StoredHeads first = layers.values().iterator().next().q();
            RotaryGeometry geometry = new RotaryGeometry(first.width(), rotaryDim.orElse(first.width()), pairing);
            return new Capture(name, source, layout, geometry, base, layers, slices, origin);
        } catch (InvalidParameter e) {
            throw new InvalidInput(source.origin(), Problem.of("", e));
        }
    }

    private static List<OptionalInt> selected(TensorSource source, TensorLayout layout, List<Integer> wanted) {
        if (!layout.layered()) {
            if (!wanted.isEmpty()) {
                throw new InvalidInput(
                        source.origin(),
                        Problem.of("layers", wanted, "be left out where no name holds " + TensorLayout.LAYER));
            }
            return List.of(OptionalInt.empty());
        }
        List<Integer> found = List.copyOf(layout.layers(source.names()));
        for (int layer : wanted) {
            if (!found.contains(layer)) {
                throw new InvalidInput(
                        source.origin(), Problem.of("layers", layer, "be a layer of the capture, one of " + found));
            }
        }
        if (found.isEmpty()) {
            throw new InvalidInput(
                    source.origin(),
                    Problem.of(
                            "",
                            shortened(source.names().toString()),
                            "hold tensors named " + number(layout.q()) + " and " + number(layout.k())
                                    + layout.v()
                                            .map(v -> ", and for values " + number(v))
                                            .orElse("")));
        }
        return (wanted.isEmpty() ? found : wanted).stream().map(OptionalInt::of).toList();
    }

    private static String number(String pattern) {
        return pattern.replace(TensorLayout.LAYER, "N");
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 197) + "...";
    }

    private static Layer layer(TensorSource source, TensorLayout layout, OptionalInt number) {
        StoredHeads q = heads(source, layout, layout.q(), number);
        StoredHeads k = heads(source, layout, layout.k(), number);
        Optional<StoredHeads> v = layout.v()
                .filter(name -> layout.needsValues() || source.names().contains(TensorLayout.named(name, number)))
                .map(name -> heads(source, layout, name, number));
        List<StoredHeads> others = new ArrayList<>(List.of(k));
        v.ifPresent(others::add);
        for (StoredHeads other : others) {
            require(
                    other,
                    other.tokens() == q.tokens() && other.width() == q.width() && q.heads() % other.heads() == 0,
                    "have the tokens and head_dim of " + q.tensor().name() + " "
                            + q.tensor().shape() + " and a number of heads that divides its");
        }
        return new Layer(q, k, v);
    }

    private static StoredHeads heads(TensorSource source, TensorLayout layout, String pattern, OptionalInt number) {
        return new StoredHeads(source.stored(TensorLayout.named(pattern, number)), layout.axes());
    }

    private static void require(StoredHeads heads, boolean holds, String rule) {
        if (!holds) {
            throw new InvalidInput(
                    heads.tensor().file(),
                    Problem.of(heads.tensor().name(), heads.tensor().shape(), rule));
        }
    }

    private static List<Integer> range(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public RotaryGeometry geometry() {
        return geometry;
    }

    @Override
    public double base() {
        return base;
    }

    @Override
    public int maxTokens() {
        return maxTokens;
    }

    @Override
    public boolean hasValues() {
        return layers.values().stream().allMatch(layer -> layer.v().isPresent());
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public List<Slice> slices() {
        return slices;
    }

    @Override
    public SortedMap<String, String> provenance() {
        return new TreeMap<>(provenance);
    }

    @Override
    public QkvBatch load(Slice slice, int tokens) {
        InvalidParameter.require(
                tokens <= maxTokens, "current length", tokens, "be at most the " + maxTokens + " tokens of " + name);
        Layer layer = layers.get(slice.layer());
        int head = slice.head().orElseThrow();
        int queryHeads = layer.q().heads();
        return new QkvBatch(
                tokens,
                geometry.headDim(),
                layer.q().rows(head, tokens),
                served(layer.k(), head, queryHeads, tokens),
                layer.v().map(v -> served(v, head, queryHeads, tokens)).orElse(QkvBatch.NO_VALUES));
    }

    /** Where the energy of a head's queries lies, over all tokens. */
    public EnergyProfile queryProfile(Slice slice) {
        return EnergyProfile.measured(load(slice, maxTokens).q(), geometry);
    }

    /** Where the energy of the keys lies that serve a head, over all tokens. */
    public EnergyProfile keyProfile(Slice slice) {
        return EnergyProfile.measured(load(slice, maxTokens).k(), geometry);
    }

    /** The first tokens of the head that serves query head {@code head} of {@code queryHeads}. */
    private static double[] served(StoredHeads heads, int head, int queryHeads, int tokens) {
        return heads.rows(head * heads.heads() / queryHeads, tokens);
    }
}
