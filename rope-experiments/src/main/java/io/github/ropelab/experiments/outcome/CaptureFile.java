package io.github.ropelab.experiments.outcome;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.model.io.FileHash;
import io.github.ropelab.model.llama.ForwardListener;
import io.github.ropelab.model.llama.LlamaShape;
import io.github.ropelab.model.tensor.ElementType;
import io.github.ropelab.model.tensor.SafetensorsStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A file of queries, keys and values before rotation, in the layout that studies read: {@code token_ids} [tokens], and for each
 * layer N {@code layers.N.q} [query heads, tokens, headDim], {@code layers.N.k} and {@code layers.N.v} [key heads, tokens, headDim].
 * Written layer by layer while the pass goes; there whole or not at all.
 *
 * @param shape of the model
 * @param kept what it holds
 * @param type F16 or F32
 * @param tokens of the pass
 */
public record CaptureFile(LlamaShape shape, CapturedHeads kept, ElementType type, int[] tokens) {
    /** Checks the type. */
    public CaptureFile {
        InvalidParameter.require(type == ElementType.F16 || type == ElementType.F32, "type", type, "be F16 or F32");
    }

    /** Ends a pass when all that was asked for is there. */
    private static final class Complete extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Complete() {
            super(null, null, false, false);
        }
    }

    /**
     * Runs a pass, no further than the last kept layer, and writes the file.
     *
     * @param origin model, text and rule, for the metadata; what follows from the shape and the tokens is added
     * @param pass runs the tokens and tells a listener
     * @throws IOException if the file cannot be written; then what was there before still is
     */
    public void write(Path file, SortedMap<String, String> origin, Consumer<ForwardListener> pass) throws IOException {
        SafetensorsStream.write(file, plan(), metadata(origin), stream -> {
            stream.put("token_ids", i -> tokens[i]);
            try {
                pass.accept(new Writer(stream));
            } catch (Complete e) {
                return;
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        });
    }

    private List<SafetensorsStream.Planned> plan() {
        List<SafetensorsStream.Planned> plan = new ArrayList<>();
        plan.add(new SafetensorsStream.Planned("token_ids", ElementType.I32, List.of(tokens.length)));
        for (int layer : kept.layers()) {
            plan.add(planned(name(layer, "q"), kept.heads()));
            plan.add(planned(name(layer, "k"), kept.keyValueHeads()));
            plan.add(planned(name(layer, "v"), kept.keyValueHeads()));
        }
        return plan;
    }

    private SafetensorsStream.Planned planned(String name, List<Integer> heads) {
        return new SafetensorsStream.Planned(name, type, List.of(heads.size(), tokens.length, shape.headDim()));
    }

    private static String name(int layer, String side) {
        return "layers." + layer + "." + side;
    }

    private SortedMap<String, String> metadata(SortedMap<String, String> origin) throws IOException {
        SortedMap<String, String> metadata = new TreeMap<>(origin);
        metadata.put("head_dim", Integer.toString(shape.headDim()));
        metadata.put("n_head", Integer.toString(shape.heads()));
        metadata.put("n_kv_head", Integer.toString(shape.keyValueHeads()));
        metadata.put("n_layer", Integer.toString(shape.layers()));
        metadata.put("rope_pairing", "half-split");
        metadata.put("softmax_scale", Double.toString(1 / Math.sqrt(shape.headDim())));
        metadata.put("stage", "before rotation");
        metadata.put("layout", "[heads, tokens, head_dim]");
        metadata.put("position0", "0");
        ByteBuffer ids = ByteBuffer.allocate(Integer.BYTES * tokens.length).order(ByteOrder.LITTLE_ENDIAN);
        ids.asIntBuffer().put(tokens);
        metadata.put("token_ids_sha256_int32le", FileHash.sha256(ids.array()));
        Map<String, Object> subset = new TreeMap<>();
        for (int layer : kept.layers()) {
            subset.put(
                    "layers." + layer,
                    new TreeMap<>(Map.of("query_heads", kept.heads(), "kv_heads", kept.keyValueHeads())));
        }
        metadata.put("subset", new ObjectMapper().writeValueAsString(subset));
        return metadata;
    }

    private final class Writer implements ForwardListener {
        private final SafetensorsStream stream;

        Writer(SafetensorsStream stream) {
            this.stream = stream;
        }

        @Override
        public void projected(int layer, float[] q, float[] k, float[] v) {
            if (!kept.layers().contains(layer)) {
                return;
            }
            try {
                put(name(layer, "q"), q, shape.queryWidth(), kept.heads());
                put(name(layer, "k"), k, shape.keyValueWidth(), kept.keyValueHeads());
                put(name(layer, "v"), v, shape.keyValueWidth(), kept.keyValueHeads());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (layer == kept.layers().get(kept.layers().size() - 1)) {
                throw new Complete();
            }
        }

        private void put(String name, float[] all, int width, List<Integer> heads) throws IOException {
            int headDim = shape.headDim();
            int size = tokens.length * headDim;
            stream.put(name, i -> all[i % size / headDim * width + heads.get(i / size) * headDim + i % headDim]);
        }
    }
}
