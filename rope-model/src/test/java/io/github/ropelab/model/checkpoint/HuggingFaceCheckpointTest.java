package io.github.ropelab.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ropelab.core.DataFolder;
import io.github.ropelab.core.layer.Visibility;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.llama.Llama;
import io.github.ropelab.model.llama.RotaryPart;
import io.github.ropelab.model.tensor.ElementType;
import io.github.ropelab.model.tensor.NumberArray;
import io.github.ropelab.model.tensor.SafetensorsFile;
import io.github.ropelab.model.tensor.SafetensorsWriter;
import io.github.ropelab.model.tokens.ByteTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HuggingFaceCheckpointTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEAD = "lm_head.weight";
    private static final String EMBEDDING = "model.embed_tokens.weight";

    @TempDir
    Path folder;

    private final Map<String, NumberArray> tensors = new TreeMap<>();
    private ObjectNode config;

    @BeforeEach
    void copyTheTwin() throws IOException {
        Path twin = DataFolder.oracle("gguf/twin");
        config = (ObjectNode) JSON.readTree(twin.resolve("config.json").toFile());
        SafetensorsFile file = SafetensorsFile.open(twin.resolve("model.safetensors"));
        file.names().forEach(name -> tensors.put(name, file.array(name)));
    }

    private Checkpoint open() throws IOException {
        Files.writeString(folder.resolve("config.json"), config.toString());
        SafetensorsWriter.write(folder.resolve("model.safetensors"), tensors);
        return Checkpoints.open(folder);
    }

    private void refused(String... parts) {
        assertThatThrownBy(this::open)
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith(folder.toString())
                .hasMessageContainingAll(parts)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    /** A change of one key, and what is said about it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            model_type               | "qwen3"          | other architectures are not run
            model_type               | "lama"           | did you mean 'llama'
            model_type               | 3                | be one of
            hidden_act               | "gelu"           | be silu
            attention_bias           | true             | be false
            mlp_bias                 | true             | be false
            mlp_bias                 | "yes"            | be false
            qk_norm                  | true             | be false
            rope_interleave          | true             | be false
            num_hidden_layers        | 0                | be a whole number from 1 on
            num_hidden_layers        | 3                | model.layers.2.input_layernorm.weight
            num_hidden_layers        | 9999             | number of tensors
            num_hidden_layers        | 2147483647       | be at most
            num_hidden_layers        | 1                | model.layers.1.input_layernorm.weight (and 8 more)
            head_dim                 | 0                | be a whole number from 1 on
            head_dim                 | 8                | have the shape [32, 32]
            head_dim                 | 15               | have the shape
            num_attention_heads      | 3                | num_key_value_heads
            num_attention_heads      | 1.5              | be a whole number
            num_key_value_heads      | 3                | divide num_attention_heads
            hidden_size              | 2147483647       | be below 2^31
            hidden_size              | 1e300            | be a whole number
            hidden_size              | null             | be given
            vocab_size               | 97               | have the shape [97, 32]
            rms_norm_eps             | 0                | finite number above 0
            rms_norm_eps             | "1e-5"           | be a number
            rms_norm_eps             | 1e999            | rms_norm_eps
            tie_word_embeddings      | 1                | be true or false
            logits_scaling           | 8.0              | not be given
            attention_multiplier     | 0.1              | not be given
            quantization_config      | {"bits": 4}      | not be given
            text_config              | {}               | not be given
            num_local_experts        | 8                | not be given
            sliding_window           | 16               | not be given
            no_rope_layers           | [1, 0]           | not be given
            partial_rotary_factor    | 0.5              | not be given
            rope_parameters          | {"rope_type": "yarnn"} | yarn
            rope_parameters          | {"rope_type": "linear", "factor": -1} | factor
            rope_parameters          | 7                | be an object or null
            rope_theta               | "x"              | be a number
            max_position_embeddings  | 0                | be at least 1 token
            """)
    void whatIsNotRunIsRefusedInOneLine(String key, String value, String rule) throws IOException {
        if (key.equals("rope_theta")) {
            config.remove("rope_parameters");
        }
        config.set(key, JSON.readTree(value));
        refused(rule);
    }

    /** Values of keys of other architectures that change nothing. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            logits_scaling        | 1.0
            sliding_window        | null
            partial_rotary_factor | 1.0
            pretraining_tp        | 2
            attention_dropout     | 0.1
            layer_types           | ["sliding_attention", "sliding_attention"]
            num_experts           | 0
            """)
    void whatChangesNothingIsRead(String key, String value) throws IOException {
        config.set(key, JSON.readTree(value));
        RotaryPart rotary = RotaryChoice.ofConfig().at(open(), 32);
        assertThat(rotary.layers().layer(0).visibility()).isInstanceOf(Visibility.Full.class);
    }

    @Test
    void defaultsAreThoseOfTheModelType() throws IOException {
        config.remove(List.of("rms_norm_eps", "tie_word_embeddings", "rope_parameters"));
        assertThat(open().shape().normEpsilon()).isEqualTo(1e-6);
        assertThat(open().shape().tied()).isFalse();
        config.put("model_type", "mistral");
        RotaryPart mistral = RotaryChoice.ofConfig().at(open(), 32);
        assertThat(mistral.layers().layer(1).visibility()).isEqualTo(new Visibility.SlidingWindow(4096));
        config.putNull("sliding_window");
        assertThat(RotaryChoice.ofConfig().at(open(), 32).layers().layer(1).visibility())
                .isInstanceOf(Visibility.Full.class);
        config.put("sliding_window", 0);
        refused("sliding_window", "at least 1 token");
        config.put("sliding_window", "no");
        refused("sliding_window");
        config.remove("sliding_window");
        config.put("model_type", "smollm3").put("use_sliding_window", true);
        refused("use_sliding_window");
        config.put("use_sliding_window", false);
        tensors.remove(HEAD);
        assertThat(open().shape().tied()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16", "F32", "F64"})
    void floatsOfAllTypesAreTheSameNumbers(ElementType type) throws IOException {
        Llama expected = open().load();
        tensors.replaceAll((name, array) -> new NumberArray(type, array.shape(), array.values()));
        Llama found = open().load();
        assertThat(found.embedding().values()).isEqualTo(expected.embedding().values());
        assertThat(found.layers().get(1))
                .usingRecursiveComparison()
                .isEqualTo(expected.layers().get(1));
    }

    @Test
    void onlyTensorsOfTheModelMayBeThere() throws IOException {
        tensors.put("model.layers.0.self_attn.rotary_emb.inv_freq", NumberArray.vector(new double[8]));
        open();
        tensors.put("model.layers.0.self_attn.q_proj.bias", NumberArray.vector(new double[64]));
        refused("model.layers.0.self_attn.q_proj.bias must not be there");
        tensors.remove("model.layers.0.self_attn.q_proj.bias");
        NumberArray norm = tensors.remove("model.norm.weight");
        refused("model.norm.weight", "be a tensor of the file");
        tensors.put("model.norm.weights", norm);
        refused("model.norm.weight", "did you mean 'model.norm.weights'?");
        tensors.remove("model.norm.weights");
        tensors.put("model.norm.weight", new NumberArray(ElementType.I32, List.of(32), new double[32]));
        refused("model.norm.weight I32", "floating dtype");
    }

    /** As transformers: the same tensor twice is one, another head is not tied, and a head alone is the embedding, too. */
    @Test
    void aStoredHeadBesideATiedEmbeddingIsHeardWhereItDiffers() throws IOException {
        config.put("tie_word_embeddings", true);
        Checkpoint differing = open();
        assertThat(differing.shape().tied()).isFalse();
        assertThat(differing.load().head().values())
                .isNotEqualTo(differing.load().embedding().values());
        NumberArray head = tensors.put(HEAD, tensors.get(EMBEDDING));
        assertThat(open().shape().tied()).isTrue();
        tensors.remove(EMBEDDING);
        Llama headOnly = open().load();
        assertThat(headOnly.embedding()).isSameAs(headOnly.head());
        tensors.put(EMBEDDING, head);
        tensors.put(HEAD, NumberArray.vector(new double[3]));
        refused(HEAD, "have the shape of " + EMBEDDING);
        tensors.remove(HEAD);
        assertThat(open().shape().tied()).isTrue();
        config.put("tie_word_embeddings", false);
        refused(HEAD, "be a tensor of the file");
    }

    @Test
    void bytesAreTokensOnlyOfModelsOfBytes() throws IOException {
        assertThatThrownBy(() -> open().tokenizer())
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("tokenizer.json must be there: 96 tokens are no bytes");
        Files.writeString(folder.resolve("tokenizer.model"), "");
        assertThatThrownBy(() -> open().tokenizer()).hasMessageContaining("tokenizer.model alone is not read");
        assertThat(Checkpoints.open(DataFolder.root().resolve("models/tiny-llama"))
                        .tokenizer())
                .isEqualTo(new ByteTokenizer());
    }

    @Test
    void shardsAreReadByTheirIndex() throws IOException {
        Llama whole = open().load();
        Files.delete(folder.resolve("model.safetensors"));
        ObjectNode index = JSON.createObjectNode();
        ObjectNode map = index.putObject("weight_map");
        List<Map<String, NumberArray>> shards = List.of(new TreeMap<>(), new TreeMap<>());
        tensors.forEach((name, array) -> {
            int shard = name.length() % 2;
            shards.get(shard).put(name, array);
            map.put(name, "part-" + shard + ".safetensors");
        });
        for (int shard = 0; shard < 2; shard++) {
            SafetensorsWriter.write(folder.resolve("part-" + shard + ".safetensors"), shards.get(shard));
        }
        Path indexFile = folder.resolve("model.safetensors.index.json");
        Files.writeString(indexFile, index.toString());
        assertThat(Checkpoints.open(folder).load().layers().get(0))
                .usingRecursiveComparison()
                .isEqualTo(whole.layers().get(0));
        for (String outside : List.of("../x.safetensors", "\u0000", "..", "a/b")) {
            map.put(HEAD, outside);
            Files.writeString(indexFile, index.toString());
            assertThatThrownBy(() -> Checkpoints.open(folder))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("name a file beside the index");
        }
    }

    @Test
    void aConfigThatIsNoneIsRefused() throws IOException {
        open();
        for (Map.Entry<String, String> wrong : Map.of("[]", "be a JSON object", "{", "be JSON", "{} {}", "be JSON")
                .entrySet()) {
            Files.writeString(folder.resolve("config.json"), wrong.getKey());
            assertThatThrownBy(() -> Checkpoints.open(folder))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining(wrong.getValue());
        }
        Files.write(folder.resolve("config.json"), new byte[(1 << 24) + 1]);
        assertThatThrownBy(() -> Checkpoints.open(folder)).hasMessageContaining("be below 16777216 bytes");
    }
}
