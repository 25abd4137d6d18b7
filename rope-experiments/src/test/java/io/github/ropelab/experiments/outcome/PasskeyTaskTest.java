package io.github.ropelab.experiments.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.model.tokens.ByteTokenizer;
import io.github.ropelab.model.tokens.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasskeyTaskTest {
    private static final Tokenizer BYTES = new ByteTokenizer();

    /** Prose of one sign, so that everything else is ours. */
    private static final int[] TEXT = BYTES.encode("~".repeat(4000));

    /** Three letters of the alphabet, or up to three digits, in one token: a tokenizer that does not split digits. */
    private static final class Threes implements Tokenizer {
        private static final Pattern PIECE = Pattern.compile("\\d{1,3}|\\D{1,3}", Pattern.DOTALL);
        private final List<String> known = new ArrayList<>();

        @Override
        public String name() {
            return "threes";
        }

        @Override
        public int[] encode(String text) {
            Matcher piece = PIECE.matcher(text);
            List<Integer> tokens = new ArrayList<>();
            while (piece.find()) {
                if (!known.contains(piece.group())) {
                    known.add(piece.group());
                }
                tokens.add(known.indexOf(piece.group()));
            }
            return tokens.stream().mapToInt(Integer::intValue).toArray();
        }

        @Override
        public String decode(int[] tokens) {
            StringBuilder text = new StringBuilder();
            Arrays.stream(tokens).forEach(token -> text.append(known.get(token)));
            return text.toString();
        }
    }

    private static PasskeyTask task(int depths, PasskeyTask.Prompt prompt) {
        return new PasskeyTask(depths, 5, prompt);
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    /** The format of data/models/train_tiny.py's passkey_row, whose models answer to it. */
    @ParameterizedTest
    @CsvSource({"256, 10", "257, 3", "64, 10", "1024, 1"})
    void aSingleKeyStandsAtItsDepthAndIsAskedForAtTheEnd(int length, int depths) {
        List<PasskeyPrompt> prompts = task(depths, PasskeyTask.Prompt.SINGLE).prompts(BYTES, TEXT, length, 1);
        assertThat(prompts).hasSize(depths);
        for (int j = 0; j < depths; j++) {
            PasskeyPrompt prompt = prompts.get(j);
            String text = BYTES.decode(prompt.tokens());
            Matcher format = Pattern.compile(
                            "(~*) The key is (\\d{5})\\. (~*) What is the key\\? The key is (\\d{5})\\.")
                    .matcher(text);
            assertThat(format.matches()).as(text).isTrue();
            assertThat(text).hasSize(length);
            assertThat(format.group(2)).isEqualTo(format.group(4));
            int filler = format.group(1).length() + format.group(3).length();
            assertThat(format.group(1)).hasSize((int) Math.floor(filler * (j + 0.5) / depths));
            assertThat(prompt.answers()).hasSize(1);
            assertThat(prompt.firstAsked()).isEqualTo(format.start(4));
            assertThat(prompt.answers().get(0).depth()).isEqualTo(j);
            assertThat(prompt.answers().get(0).digits()).containsExactly(1, 1, 1, 1, 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"700, 10", "1500, 20", "300, 4"})
    void namedKeysAreToldOnceAndAskedForOnceInAnotherOrder(int length, int depths) {
        List<PasskeyPrompt> prompts = task(depths, PasskeyTask.Prompt.NAMED).prompts(BYTES, TEXT, length, 5);
        assertThat(prompts).hasSize(1);
        PasskeyPrompt prompt = prompts.get(0);
        String text = BYTES.decode(prompt.tokens());
        assertThat(text).hasSize(length);
        int question = text.indexOf(" What are the keys?");
        assertThat(count(text, " What are the keys?")).isEqualTo(1);
        assertThat(prompt.answers()).hasSize(depths);
        int filler = count(text, "~");
        Set<String> keys = new HashSet<>();
        List<Integer> asked = new ArrayList<>();
        for (PasskeyPrompt.Answer answer : prompt.answers()) {
            String key = text.substring(answer.from(), answer.from() + 5);
            assertThat(key).matches("\\d{5}");
            assertThat(keys.add(key)).isTrue();
            assertThat(count(text, key)).isEqualTo(2);
            assertThat(answer.from()).isGreaterThan(question);
            String name = text.substring(text.lastIndexOf(" of ", answer.from()) + 4, answer.from());
            int told = text.indexOf(" The key of " + name + key + ". ");
            assertThat(told).isBetween(0, question - 1);
            assertThat(count(text.substring(0, told), "~"))
                    .isEqualTo((int) Math.floor(filler * (answer.depth() + 0.5) / depths));
            asked.add(answer.depth());
        }
        assertThat(asked)
                .doesNotHaveDuplicates()
                .isNotEqualTo(asked.stream().sorted().toList());
        assertThat(prompt.firstAsked())
                .isEqualTo(prompt.answers().stream()
                        .mapToInt(PasskeyPrompt.Answer::from)
                        .min()
                        .orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"SINGLE, 100", "NAMED, 333"})
    void lengthsAreExactWhereATokenHoldsSeveralCharacters(PasskeyTask.Prompt prompt, int length) {
        Threes threes = new Threes();
        int[] text = threes.encode("~".repeat(1200));
        for (PasskeyPrompt made : task(10, prompt).prompts(threes, text, length, 3)) {
            assertThat(made.tokens()).hasSize(length);
            for (PasskeyPrompt.Answer answer : made.answers()) {
                assertThat(answer.digits()).containsExactly(3, 2);
                int[] key = Arrays.copyOfRange(made.tokens(), answer.from(), answer.from() + 2);
                assertThat(count(threes.decode(made.tokens()), threes.decode(key)))
                        .isEqualTo(2);
            }
        }
    }

    /** 3000 digits: each of ten is expected 300 times with a standard deviation of 16.4; bounds are five of it. */
    @Test
    void digitsAreUniformAndFollowFromTheSeedAlone() {
        int[] seen = new int[10];
        for (int seed = 0; seed < 60; seed++) {
            for (PasskeyPrompt prompt : task(10, PasskeyTask.Prompt.SINGLE).prompts(BYTES, TEXT, 100, seed)) {
                for (int i = 0; i < 5; i++) {
                    seen[prompt.tokens()[prompt.firstAsked() + i] - '0']++;
                }
            }
        }
        for (int digit = 0; digit < 10; digit++) {
            assertThat(seen[digit]).as("digit " + digit).isBetween(218, 382);
        }
        PasskeyTask single = task(2, PasskeyTask.Prompt.SINGLE);
        String a = BYTES.decode(single.prompts(BYTES, TEXT, 100, 4).get(1).tokens());
        String longer = BYTES.decode(single.prompts(BYTES, TEXT, 300, 4).get(1).tokens());
        String other = BYTES.decode(single.prompts(BYTES, TEXT, 100, 5).get(1).tokens());
        assertThat(a.replace("~", "")).isEqualTo(longer.replace("~", "")).isNotEqualTo(other.replace("~", ""));
    }

    @Test
    void aNumberThatTheTextHoldsIsNoKey() {
        PasskeyTask three = new PasskeyTask(1, 3, PasskeyTask.Prompt.SINGLE);
        StringBuilder text = new StringBuilder();
        for (int number = 0; number < 1000; number++) {
            text.append(number == 421 || number == 975 ? "" : String.format(" %03d", number));
        }
        int[] filler = BYTES.encode(text.toString());
        Set<String> keys = new HashSet<>();
        for (int seed = 0; seed < 12; seed++) {
            PasskeyPrompt prompt = three.prompts(BYTES, filler, 200, seed).get(0);
            keys.add(BYTES.decode(Arrays.copyOfRange(prompt.tokens(), prompt.firstAsked(), prompt.firstAsked() + 3)));
        }
        assertThat(keys).containsExactlyInAnyOrder("421", "975");
        int[] all = BYTES.encode(text + " 421 975");
        assertThatThrownBy(() -> three.prompts(BYTES, all, 200, 1))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("leave numbers that the text does not hold");
    }

    @Test
    void whatDoesNotFitIsRefusedAndTheRefusalIsExact() {
        PasskeyTask single = task(10, PasskeyTask.Prompt.SINGLE);
        assertThat(single.refusal(BYTES, 63)).hasValue("have at least 64 tokens for the sentences of 1 key");
        assertThat(single.refusal(BYTES, 64)).isEmpty();
        assertThatThrownBy(() -> single.prompts(BYTES, TEXT, 63, 1)).isInstanceOf(InvalidParameter.class);
        PasskeyTask named = task(10, PasskeyTask.Prompt.NAMED);
        assertThat(named.refusal(BYTES, 256))
                .hasValueSatisfying(rule -> assertThat(rule).contains("10 keys"));
        assertThatThrownBy(() -> named.prompts(BYTES, TEXT, 5000, 1))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("at least 5000 tokens");
        assertThatThrownBy(() -> task(21, PasskeyTask.Prompt.NAMED)).isInstanceOf(InvalidParameter.class);
    }
}
