package io.github.ropelab.experiments.data;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.experiments.input.InvalidInput;
import io.github.ropelab.experiments.input.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Queries, keys and values captured from a real model before rotation: tensors {@code layers.N.q} [query heads, tokens,
 * headDim] and {@code layers.N.k}, {@code layers.N.v} [key heads, tokens, headDim]. Query head h reads key head
 * h·keyHeads/queryHeads (grouped queries).
 */
public final class Capture implements DataSet {
    private static final String LAYER_NAME = "layers\\.(\\d+)\\.q";

    private final String name;
    private final SafetensorsFile file;
    private final RotaryGeometry geometry;
    private final double base;
    private final int maxTokens;
    private final String fingerprint;
    private final List<Slice> slices;
    private final SortedMap<String, String> provenance;

    private Capture(
            String name,
            SafetensorsFile file,
            RotaryGeometry geometry,
            double base,
            int maxTokens,
            List<Slice> slices,
            SortedMap<String, String> provenance) {
        this.name = name;
        this.file = file;
        this.geometry = geometry;
        this.base = base;
        this.maxTokens = maxTokens;
        this.fingerprint = "sha256:" + file.sha256();
        this.slices = List.copyOf(slices);
        this.provenance = provenance;
    }

    /**
     * Opens a capture.
     *
     * @param name in results
     * @param path the safetensors file
     * @param pairing of the captured vectors
     * @param base θ base of the model
     * @param layers to use; empty for all that the file holds
     * @param origin model, text, licences, for the manifest
     * @throws InvalidInput if the file, a tensor or a shape is not as described
     */
    public static Capture open(
            String name,
            Path path,
            Pairing pairing,
            double base,
            List<Integer> layers,
            SortedMap<String, String> origin) {
        SafetensorsFile file = SafetensorsFile.open(path);
        List<Integer> found = layersOf(file);
        for (int layer : layers) {
            if (!found.contains(layer)) {
                throw new InvalidInput(
                        path.toString(), Problem.of("layers", layer, "be a layer of the capture, one of " + found));
            }
        }
        if (found.isEmpty()) {
            throw new InvalidInput(
                    path.toString(),
                    Problem.of(
                            "", file.tensors().keySet(), "hold tensors named layers.N.q, layers.N.k and layers.N.v"));
        }
        List<Slice> slices = new ArrayList<>();
        List<Integer> first = null;
        for (int layer : layers.isEmpty() ? found : layers) {
            List<Integer> q = file.floating("layers." + layer + ".q", 3).shape();
            first = first == null ? q : first;
            if (q.get(0) < 1 || q.get(1) < 1 || !q.subList(1, 3).equals(first.subList(1, 3))) {
                throw new InvalidInput(
                        path.toString(),
                        Problem.of(
                                "layers." + layer + ".q",
                                q,
                                "have at least one head and token, and the tokens and head_dim of the first layer, "
                                        + first));
            }
            for (String side : List.of("k", "v")) {
                List<Integer> other =
                        file.floating("layers." + layer + "." + side, 3).shape();
                if (!other.subList(1, 3).equals(q.subList(1, 3)) || other.get(0) < 1 || q.get(0) % other.get(0) != 0) {
                    throw new InvalidInput(
                            path.toString(),
                            Problem.of(
                                    "layers." + layer + "." + side,
                                    other,
                                    "have the tokens and head_dim of layers." + layer + ".q " + q
                                            + " and a number of heads that divides its"));
                }
            }
            for (int head = 0; head < q.get(0); head++) {
                slices.add(Slice.head(layer, head));
            }
        }
        SortedMap<String, String> provenance = new TreeMap<>(origin);
        provenance.put("kind", "captured");
        try {
            return new Capture(
                    name, file, RotaryGeometry.full(first.get(2), pairing), base, first.get(1), slices, provenance);
        } catch (InvalidParameter e) {
            throw new InvalidInput(path.toString(), Problem.of("", e));
        }
    }

    private static List<Integer> layersOf(SafetensorsFile file) {
        TreeSet<Integer> layers = new TreeSet<>();
        for (String tensor : file.tensors().keySet()) {
            if (tensor.matches(LAYER_NAME)) {
                layers.add(Integer.valueOf(tensor.replaceAll(LAYER_NAME, "$1")));
            }
        }
        return List.copyOf(layers);
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
        String layer = "layers." + slice.layer().orElseThrow() + ".";
        int head = slice.head().orElseThrow();
        int queryHeads = file.tensors().get(layer + "q").shape().get(0);
        return new QkvBatch(
                tokens,
                geometry.headDim(),
                rows(layer + "q", head, queryHeads, tokens),
                rows(layer + "k", head, queryHeads, tokens),
                rows(layer + "v", head, queryHeads, tokens));
    }

    /** The first tokens of the head that serves query head {@code head} of {@code queryHeads}. */
    private double[] rows(String name, int head, int queryHeads, int tokens) {
        SafetensorsFile.Tensor tensor = file.tensors().get(name);
        int served = head * tensor.shape().get(0) / queryHeads;
        int headSize = tensor.shape().get(1) * tensor.shape().get(2);
        return file.read(tensor, served * headSize, tokens * geometry.headDim());
    }
}
