package io.github.ropelab.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.core.DataFolder;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.model.gguf.GgufBytes;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.tokens.Tokenizer;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokenizers made from GGUF metadata against the tokenizers package of Python, on texts that split oddly. */
class GgufTokenizerTest {
    @TempDir
    Path folder;

    private static JsonNode oracle(String split) throws IOException {
        JsonNode all = new ObjectMapper()
                .readTree(DataFolder.oracle("gguf/tokenizers.json").toFile());
        for (JsonNode tokenizer : all.path("tokenizers")) {
            if (tokenizer.path("pre").asText().equals(split)) {
                return tokenizer;
            }
        }
        throw new IllegalStateException(split);
    }

    private static List<String> texts(JsonNode list) {
        return IntStream.range(0, list.size())
                .mapToObj(i -> list.get(i).asText())
                .toList();
    }

    private static GgufBytes file(String split) throws IOException {
        JsonNode tokenizer = oracle(split);
        List<String> tokens = texts(tokenizer.path("tokens"));
        List<Integer> types = IntStream.range(0, tokens.size())
                .mapToObj(i -> tokenizer.path("types").get(i).asInt())
                .toList();
        GgufBytes file = SmallGguf.right()
                .put("llama.vocab_size", tokens.size())
                .put("tokenizer.ggml.pre", split)
                .put("tokenizer.ggml.tokens", tokens)
                .put("tokenizer.ggml.token_type", types)
                .put("tokenizer.ggml.merges", texts(tokenizer.path("merges")));
        return SmallGguf.add(file, "token_embd.weight", tokens.size(), 4);
    }

    private Tokenizer open(GgufBytes file) throws IOException {
        Path path = folder.resolve("model.gguf");
        Files.write(path, file.bytes());
        return Checkpoints.open(path).tokenizer();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-2", "smollm", "llama-bpe", "qwen2"})
    void oddTextsHaveTheSameTokens(String split) throws IOException {
        Tokenizer tokenizer = open(file(split));
        JsonNode cases = oracle(split).path("cases");
        assertThat(cases).hasSizeGreaterThan(20);
        for (JsonNode one : cases) {
            String text = one.path("text").asText();
            int[] expected = IntStream.range(0, one.path("ids").size())
                    .map(i -> one.path("ids").get(i).asInt())
                    .toArray();
            assertThat(tokenizer.encode(text)).as("tokens of '%s'", text).isEqualTo(expected);
            assertThat(tokenizer.decode(expected)).isEqualTo(one.path("decoded").asText());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-2", "smollm", "llama-bpe"})
    void anyTextComesBack(String split) throws IOException {
        Tokenizer tokenizer = open(file(split));
        SplittableRandom random = new SplittableRandom(99);
        for (int i = 0; i < 300; i++) {
            String text = text(random);
            assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
        }
        assertThatThrownBy(() -> tokenizer.encode("\uD800")).isInstanceOf(InvalidParameter.class);
        assertThatThrownBy(() -> tokenizer.decode(new int[] {-1})).isInstanceOf(InvalidParameter.class);
        assertThatThrownBy(() -> tokenizer.decode(new int[] {420})).isInstanceOf(InvalidParameter.class);
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(60);
        int[] ends = {0x80, 0x80, 0x250, 0x3000, 0xD800, 0x110000};
        for (int i = 0; i < length; i++) {
            int point = random.nextInt(ends[random.nextInt(ends.length)]);
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                text.appendCodePoint(point);
            }
        }
        return text.toString();
    }

    @Test
    void nothingIsFetchedOrTold() throws IOException {
        List<URI> asked = new ArrayList<>();
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                asked.add(uri);
                return List.of(Proxy.NO_PROXY);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException e) {
                asked.add(uri);
            }
        });
        try {
            assertThat(open(file("smollm")).encode("ten 10")).isNotEmpty();
        } finally {
            ProxySelector.setDefault(before);
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void othersAreRefusedWithTheWayOut() throws IOException {
        refused(SmallGguf.right().put("tokenizer.ggml.model", "llama"), "tokenizer.ggml.model", "but was llama");
        refused(SmallGguf.right().put("tokenizer.ggml.model", null), "tokenizer.ggml.model");
        refused(SmallGguf.right().put("tokenizer.ggml.pre", "tekken"), "tokenizer.ggml.pre", "smollm", "tekken");
        refused(SmallGguf.right().put("tokenizer.ggml.pre", null), "tokenizer.ggml.pre");
        refused(SmallGguf.right().put("tokenizer.ggml.add_space_prefix", true), "add_space_prefix");
    }

    private void refused(GgufBytes file, String... parts) {
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContainingAll(parts)
                .hasMessageContaining("put the model's tokenizer.json beside the file");
    }

    @Test
    void damagedOnesAreRefused() {
        assertThatThrownBy(() -> open(SmallGguf.right().put("tokenizer.ggml.merges", List.of("ab"))))
                .hasMessageContaining("two tokens with a space between them");
        assertThatThrownBy(() -> open(SmallGguf.right().put("tokenizer.ggml.merges", List.of("a c"))))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("tokenizers library");
        assertThatThrownBy(() -> open(SmallGguf.right().put("tokenizer.ggml.token_type", List.of(1))))
                .hasMessageContaining("as many as the 5 tokens");
        assertThatThrownBy(() ->
                        open(SmallGguf.right().put("tokenizer.ggml.tokens", List.of("a", "a", "ab", "c", "<end>"))))
                .hasMessageContaining("every token once");
    }

    @Test
    void aTokenizerBesideTheFileIsTaken() throws IOException {
        Path beside = folder.resolve("tokenizer.json");
        Files.writeString(beside, """
                {"truncation": {"max_length": 2, "strategy": "LongestFirst", "stride": 0, "direction": "Right"},
                 "added_tokens": [], "normalizer": null, "pre_tokenizer": null, "decoder": null,
                 "model": {"type": "BPE", "vocab": {"x": 0, "y": 1, "xy": 2}, "merges": [["x", "y"]]}}
                """);
        GgufBytes file = SmallGguf.right().put("tokenizer.ggml.model", "llama");
        assertThat(open(file).encode("xyyxxy")).containsExactly(2, 1, 0, 2);
        Files.writeString(beside, Files.readString(beside).replace("\"xy\": 2", "\"xy\": 5"));
        assertThatThrownBy(() -> open(file)).hasMessageContaining("tokens below the model's 5");
        Files.writeString(beside, "{\"model\": 3}");
        assertThatThrownBy(() -> open(file)).hasMessageContaining("model.vocab must be a vocabulary");
        Files.writeString(beside, "{");
        assertThatThrownBy(() -> open(file)).hasMessageContaining("be JSON");
    }
}
