package io.github.ropelab.experiments.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.model.config.Dialect;
import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.config.RopeSetup;
import io.github.ropelab.model.config.StrategyText;
import io.github.ropelab.model.tensor.NpyFile;
import io.github.ropelab.model.tensor.NumberArray;
import io.github.ropelab.model.tensor.SafetensorsWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Writes a setup in the spelling of an engine. What is written was read back by that engine's rules and has the same
 * effect: frequencies within 1e-12 (float32 divisors: 1.2e-7), amplitude, logit scale, positions and axes.
 */
public final class RopeExport {
    /** Where a Hugging Face config keeps the rope block. */
    public enum Spelling {
        /** transformers 5: {@code rope_theta} in the block. */
        ROPE_PARAMETERS,
        /** transformers 4: {@code rope_theta} and {@code partial_rotary_factor} beside the block. */
        ROPE_SCALING
    }

    private static final ObjectWriter LINE = new ObjectMapper().writer();
    private static final ObjectWriter PAGE = LINE.withDefaultPrettyPrinter();

    private RopeExport() {}

    /**
     * A config fragment for transformers 5.23, which is a config that {@link RopeRequest#ofConfig} reads.
     *
     * @throws InvalidParameter if transformers cannot express the setup; names the nearest strategy that it can
     */
    public static Exported toTransformers(RopeSetup setup, Spelling spelling) {
        boolean dynamic = CurrentLengths.matter(setup.strategy(), setup.context());
        Lengths lengths = setup.context().lengths();
        List<Integer> currents = dynamic ? CurrentLengths.of(lengths) : List.of(lengths.current());
        for (BlockCandidate candidate : BlockCandidate.of(setup, new TransformersSpelling())) {
            String text = text(PAGE, document(setup, candidate, spelling)) + "\n";
            if (ReadBack.agrees(
                    setup,
                    () -> RopeRequest.ofConfigText("exported config", text).dialect(Dialect.TRANSFORMERS),
                    currents,
                    SameEffect.DOUBLE)) {
                return Exported.of(text, notes(setup, candidate));
            }
        }
        throw NotExpressible.in(
                "transformers", setup, "no rope type of it has these frequencies and this scale together");
    }

    private static Map<String, Object> document(RopeSetup setup, BlockCandidate candidate, Spelling spelling) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("head_dim", setup.context().geometry().headDim());
        if (setup.context().geometry().pairing() != Pairing.HALF_SPLIT) {
            document.put("_layout", setup.context().geometry().pairing().id());
        }
        if (setup.trainedKnown()) {
            Lengths lengths = setup.context().lengths();
            boolean trained = "dynamic".equals(candidate.block().get("rope_type"));
            document.put("max_position_embeddings", trained ? lengths.trained() : lengths.target());
        }
        document.put("rope_theta", candidate.base());
        Map<String, Object> block = new LinkedHashMap<>(candidate.block());
        if (spelling == Spelling.ROPE_PARAMETERS) {
            block.put("rope_theta", candidate.base());
            document.put("rope_parameters", block);
        } else {
            if (!"proportional".equals(block.get("rope_type")) && block.containsKey("partial_rotary_factor")) {
                document.put("partial_rotary_factor", block.remove("partial_rotary_factor"));
            }
            document.put("rope_scaling", block);
        }
        return document;
    }

    /**
     * Arguments of {@code vllm serve} for vLLM 0.33.
     *
     * @throws InvalidParameter if vLLM cannot express the setup; names the nearest strategy that it can
     */
    public static Exported toVllm(RopeSetup setup) {
        Lengths lengths = setup.context().lengths();
        boolean dynamic = CurrentLengths.matter(setup.strategy(), setup.context());
        int served = dynamic ? lengths.current() : lengths.target();
        for (BlockCandidate candidate : BlockCandidate.of(setup, new VllmSpelling())) {
            Map<String, Object> overrides = new LinkedHashMap<>();
            if (setup.trainedKnown()) {
                overrides.put("max_position_embeddings", served);
            }
            Map<String, Object> block = new LinkedHashMap<>(candidate.block());
            block.put("rope_theta", candidate.base());
            overrides.put("rope_parameters", block);
            candidate.dualChunk().ifPresent(chunks -> overrides.put("dual_chunk_attention_config", chunks));
            String text = VllmArguments.OVERRIDES + " '" + text(LINE, overrides) + "'"
                    + (setup.trainedKnown() ? " " + VllmArguments.MAX_MODEL_LEN + " " + served : "") + "\n";
            if (ReadBack.agrees(
                    setup,
                    () -> sized(VllmArguments.read(text), setup),
                    List.of(lengths.current()),
                    SameEffect.DOUBLE)) {
                List<String> notes = notes(setup, candidate);
                if (dynamic) {
                    notes.add(
                            "vLLM makes one table, for max-model-len " + served + ": sequences of every length use it");
                }
                return Exported.of(text, notes);
            }
        }
        throw NotExpressible.in("vLLM", setup, "no rope type of it has these frequencies and this scale together");
    }

    /** Head and rotary widths belong to the model, not to vLLM's arguments. */
    private static RopeRequest sized(RopeRequest request, RopeSetup setup) {
        return request.widths(OptionalInt.of(setup.context().geometry().headDim()), OptionalInt.empty())
                .pairing(Optional.of(setup.context().geometry().pairing()));
    }

    /**
     * Flags of llama.cpp's programs.
     *
     * @throws InvalidParameter if flags cannot express the setup; names the nearest strategy that they can
     */
    public static Exported toLlamaCpp(RopeSetup setup) {
        return LlamaCppExport.flags(setup);
    }

    /**
     * Flags of llama.cpp's programs, and divisors of the frequencies for the GGUF tensor {@code rope_freqs.weight}.
     *
     * @param file what the text calls the file of divisors
     * @throws InvalidParameter if llama.cpp cannot express the setup even so
     */
    public static Exported toLlamaCpp(RopeSetup setup, String file) {
        return LlamaCppExport.divisors(setup, file);
    }

    /**
     * The inverse frequencies as a {@code .npy} file: float64 [pairs], radians per token.
     *
     * @throws InvalidParameter if the setup is more than frequencies and an amplitude
     */
    public static Exported toNpy(RopeSetup setup) {
        FrequencyMap map = frequencyMap(setup, "an array of frequencies");
        List<String> notes = lengthNotes(setup);
        if (map.amplitude() != 1) {
            notes.add(
                    "the array does not hold the attention factor " + map.amplitude() + ": multiply cos and sin by it");
        }
        return new Exported(NpyFile.float64(map.frequencies().toArray()), notes, Optional.empty());
    }

    /**
     * A safetensors file: {@code inv_freq} [pairs], radians per token, {@code attention_factor} [1], both F64; its metadata
     * says where they come from.
     *
     * @throws InvalidParameter if the setup is more than frequencies and an amplitude
     */
    public static Exported toSafetensors(RopeSetup setup) throws IOException {
        FrequencyMap map = frequencyMap(setup, "a file of frequencies");
        RotaryGeometry geometry = setup.context().geometry();
        Map<String, NumberArray> tensors = new LinkedHashMap<>();
        tensors.put("inv_freq", NumberArray.vector(map.frequencies().toArray()));
        tensors.put("attention_factor", NumberArray.vector(new double[] {map.amplitude()}));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("strategy", StrategyText.of(setup.strategy().block()));
        metadata.put("dialect", setup.dialect().id());
        metadata.put("head_dim", Integer.toString(geometry.headDim()));
        metadata.put("rotary_dim", Integer.toString(geometry.rotaryDim()));
        metadata.put("layout", geometry.pairing().id());
        metadata.put("rope_theta", Double.toString(setup.context().base()));
        if (setup.trainedKnown()) {
            Lengths lengths = setup.context().lengths();
            metadata.put("trained_length", Integer.toString(lengths.trained()));
            metadata.put("target_length", Integer.toString(lengths.target()));
            metadata.put("current_length", Integer.toString(lengths.current()));
        }
        return new Exported(SafetensorsWriter.bytes(tensors, metadata), lengthNotes(setup), Optional.empty());
    }

    private static FrequencyMap frequencyMap(RopeSetup setup, String where) {
        return FrequencyMap.of(setup.encoding())
                .orElseThrow(() -> NotExpressible.in(where, setup, "it is more than frequencies and an amplitude"));
    }

    private static List<String> lengthNotes(RopeSetup setup) {
        List<String> notes = new ArrayList<>();
        if (CurrentLengths.matter(setup.strategy(), setup.context())) {
            notes.add("the frequencies are those of the current length "
                    + setup.context().lengths().current());
        }
        FrequencySchedule frequencies = setup.encoding().frequencies();
        if (frequencies.omega(frequencies.pairs() - 1) == 0) {
            notes.add("pairs that stand still have frequency 0");
        }
        return notes;
    }

    private static List<String> notes(RopeSetup setup, BlockCandidate candidate) {
        List<String> notes = new ArrayList<>(candidate.notes());
        if (setup.context().geometry().pairing() != Pairing.HALF_SPLIT) {
            notes.add("which components form a pair is a matter of the model's code and weights, not of its config");
        }
        return notes;
    }

    private static String text(ObjectWriter style, Map<String, Object> document) {
        try {
            return style.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain maps and numbers", e);
        }
    }
}
