package io.github.ropelab.experiments.outcome;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.experiments.random.Streams;
import io.github.ropelab.experiments.random.Uniform;
import io.github.ropelab.model.tokens.Tokenizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Numbers told in the middle of a text and asked for at its end (passkey retrieval: Mohtashami and Jaggi 2023, arXiv
 * 2305.16300; here the filler is a text and the answer is teacher forced). With F tokens of filler and D depths,
 * key j = 0 .. D-1 stands after ⌊F·(j+½)/D⌋ of them.
 *
 * @param depths D, how many places
 * @param digits of each key; all equally likely
 * @param prompt how keys are told and asked for
 */
public record PasskeyTask(int depths, int digits, Prompt prompt) {
    /** How keys are told and asked for. */
    public enum Prompt {
        /**
         * All keys in one text, one name each, asked for at its end one after the other in an order that does not follow the
         * text's.
         */
        NAMED,
        /** One key per text, and a text for each depth. */
        SINGLE
    }

    private static final List<String> NAMES = List.of(
            "Oscar", "Bruno", "Celia", "Dario", "Elsa", "Felix", "Greta", "Hugo", "Irina", "Jonas", "Karla", "Leo",
            "Mira", "Nils", "Olga", "Pablo", "Rosa", "Sven", "Tanja", "Viktor");

    /** How many keys can have names. */
    public static final int MOST_NAMED = NAMES.size();

    /** Draws of a key that the text does not hold, before giving up. */
    private static final int DRAWS = 20_000;

    /** Checks all. */
    public PasskeyTask {
        int most = prompt == Prompt.NAMED ? MOST_NAMED : 100;
        InvalidParameter.require(depths >= 1 && depths <= most, "depths", depths, "be from 1 to " + most);
        InvalidParameter.require(digits >= 3 && digits <= 9, "digits", digits, "be from 3 to 9");
    }

    /** Where the stretch of a depth begins, whole per cent of the text. */
    public static int percent(int depth, int depths) {
        return Math.round(100f * depth / depths);
    }

    /**
     * The prompts of one draw, all keys of all depths in them: one prompt if they are named, else one for each depth. The same seed
     * draws the same keys for every length, unless the text holds one of them.
     *
     * @param text filler, of which the first tokens are taken; at least as many as {@code length}
     * @param length of every prompt, tokens
     * @param seed of the draw
     * @throws InvalidParameter if they do not fit, as {@link #refusal} says
     */
    public List<PasskeyPrompt> prompts(Tokenizer tokenizer, int[] text, int length, long seed) {
        InvalidParameter.require(
                text.length >= length, "text", text.length + " tokens", "have at least " + length + " tokens");
        Streams streams = Streams.root(seed).child("passkey");
        List<String> keys = keys(streams, tokenizer.decode(text));
        if (prompt == Prompt.SINGLE) {
            return IntStream.range(0, depths)
                    .mapToObj(j -> compose(tokenizer, text, length, List.of(single(keys.get(j), j)), List.of(0)))
                    .toList();
        }
        List<String> names = new ArrayList<>(NAMES.subList(0, depths));
        shuffle(names, streams.child("names").uniform());
        List<Integer> order = new ArrayList<>(IntStream.range(0, depths).boxed().toList());
        shuffle(order, streams.child("order").uniform());
        List<Told> told = IntStream.range(0, depths)
                .mapToObj(j -> named(keys.get(j), names.get(j), j, j == order.get(0)))
                .toList();
        return List.of(compose(tokenizer, text, length, told, order));
    }

    /** Why a length is too short for the sentences; empty if it is not. */
    public Optional<String> refusal(Tokenizer tokenizer, int length) {
        String digits = "7".repeat(this.digits);
        List<Told> told = prompt == Prompt.SINGLE
                ? List.of(single(digits, 0))
                : IntStream.range(0, depths)
                        .mapToObj(j -> named(digits, NAMES.get(j), j, j == 0))
                        .toList();
        int sentences = told.stream()
                .mapToInt(one -> new Pieces(tokenizer, one).length())
                .sum();
        return length >= sentences + depths
                ? Optional.empty()
                : Optional.of("have at least " + (sentences + depths) + " tokens for the sentences of " + told.size()
                        + (told.size() == 1 ? " key" : " keys"));
    }

    /** The same number twice, or one that the text holds, would have two answers or none to find: it is drawn again. */
    private List<String> keys(Streams streams, String text) {
        Set<String> known = new HashSet<>();
        List<String> keys = new ArrayList<>();
        for (int j = 0; j < depths; j++) {
            Uniform uniform = streams.child("depth", j).uniform();
            String key = draw(uniform);
            for (int draws = 1; text.contains(key) || !known.add(key); draws++) {
                InvalidParameter.require(draws < DRAWS, "digits", digits, "leave numbers that the text does not hold");
                key = draw(uniform);
            }
            keys.add(key);
        }
        return keys;
    }

    private String draw(Uniform uniform) {
        StringBuilder key = new StringBuilder();
        for (int d = 0; d < digits; d++) {
            key.append(uniform.below(10));
        }
        return key.toString();
    }

    /** Fisher and Yates's shuffle. */
    private static <T> void shuffle(List<T> items, Uniform uniform) {
        for (int i = items.size() - 1; i > 0; i--) {
            Collections.swap(items, i, uniform.below(i + 1));
        }
    }

    /** A key and the words around it: {@code told[0] key told[1]} in the text, {@code asked[0] key asked[1]} at its end. */
    private record Told(int depth, String key, List<String> told, List<String> asked) {}

    private static Told single(String key, int depth) {
        return new Told(depth, key, List.of(" The key is ", ". "), List.of(" What is the key? The key is ", "."));
    }

    private static Told named(String key, String name, int depth, boolean first) {
        String of = " The key of " + name + " is ";
        return new Told(depth, key, List.of(of, ". "), List.of((first ? " What are the keys?" : "") + of, "."));
    }

    /** Tokens of a key's pieces, each tokenised alone, so that lengths add up under any tokenizer. */
    private static final class Pieces {
        final int[] before;
        final int[] key;
        final int[] after;
        final int[] question;
        final int[] end;

        Pieces(Tokenizer tokenizer, Told told) {
            before = tokenizer.encode(told.told().get(0));
            key = tokenizer.encode(told.key());
            after = tokenizer.encode(told.told().get(1));
            question = tokenizer.encode(told.asked().get(0));
            end = tokenizer.encode(told.asked().get(1));
        }

        int length() {
            return before.length + 2 * key.length + after.length + question.length + end.length;
        }
    }

    private PasskeyPrompt compose(Tokenizer tokenizer, int[] text, int length, List<Told> told, List<Integer> order) {
        List<Pieces> pieces =
                told.stream().map(one -> new Pieces(tokenizer, one)).toList();
        int filler = length - pieces.stream().mapToInt(Pieces::length).sum();
        InvalidParameter.require(
                filler >= depths,
                "length",
                length,
                refusal(tokenizer, length).orElse("leave " + (depths - filler) + " more tokens for the filler"));
        PasskeyPrompt.Builder prompt = new PasskeyPrompt.Builder(tokenizer, length);
        int read = 0;
        for (int i = 0; i < told.size(); i++) {
            int place = (int) ((long) filler * (2 * told.get(i).depth() + 1) / (2 * depths));
            prompt.add(text, read, place)
                    .add(pieces.get(i).before)
                    .add(pieces.get(i).key)
                    .add(pieces.get(i).after);
            read = place;
        }
        prompt.add(text, read, filler);
        for (int i : order) {
            prompt.add(pieces.get(i).question);
            prompt.answer(told.get(i).depth(), told.get(i).key(), pieces.get(i).key);
            prompt.add(pieces.get(i).end);
        }
        return prompt.build();
    }
}
