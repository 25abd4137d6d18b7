package io.github.ropelab.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.model.io.FileHash;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.IoReason;
import io.github.ropelab.model.io.Problem;
import io.github.ropelab.model.tensor.NpyFile;
import io.github.ropelab.model.tokens.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What a model reads: a text, or tokens. */
final class TokenOptions {
    private static final String BUNDLED = "mansfieldpark";

    @Option(
            names = "--text",
            paramLabel = "FILE",
            description = "a text in UTF-8, or the name of a bundled one; " + BUNDLED + " if left out")
    private String text;

    @Option(
            names = "--tokens",
            paramLabel = "FILE",
            description = "token numbers in place of a text: a .npy of whole numbers, or a JSON list")
    private Path tokens;

    @Option(names = "--offset", paramLabel = "N", description = "tokens to leave out at the beginning; 0 if left out")
    private int offset;

    /** The tokens from the offset on. */
    int[] read(Tokenizer tokenizer) {
        InvalidParameter.require(
                text == null || tokens == null, "--tokens", tokens, "not be given together with --text");
        int[] all = tokens == null ? tokenizer.encode(text()) : numbers();
        InvalidParameter.require(
                offset >= 0 && offset < all.length, "--offset", offset, "be from 0 to " + (all.length - 1));
        return Arrays.copyOfRange(all, offset, all.length);
    }

    /** The first tokens, where there are enough. */
    int[] first(Tokenizer tokenizer, int length) {
        int[] read = read(tokenizer);
        InvalidParameter.require(
                length <= read.length, "--length", length, "be at most the " + read.length + " tokens of " + name());
        return Arrays.copyOf(read, length);
    }

    /** Where the tokens come from. */
    String name() {
        return tokens != null ? tokens.toString() : text == null ? BUNDLED : text;
    }

    /** SHA-256 of the file. */
    String sha256() {
        return FileHash.sha256(tokens != null ? tokens : file());
    }

    /** Whether tokens are given, not a text. */
    boolean given() {
        return tokens != null;
    }

    int offset() {
        return offset;
    }

    private Path file() {
        String name = text == null ? BUNDLED : text;
        Path given = Path.of(name);
        Path bundled = Home.texts().resolve(name + ".txt");
        if (text != null && Files.exists(given)) {
            return given;
        }
        if (Files.exists(bundled)) {
            return bundled;
        }
        throw new InvalidInput(
                name, new Problem("", "", "exist, or be a bundled text", Nearest.suggestion(name, bundled())));
    }

    private static List<String> bundled() {
        try (Stream<Path> texts = Files.list(Home.texts())) {
            return texts.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".txt"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InvalidInput(
                    Home.texts().toString(), Problem.of("", "", "be a readable folder: " + IoReason.of(e)));
        }
    }

    private String text() {
        Path file = file();
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new InvalidInput(file.toString(), Problem.of("", "", "be a text in UTF-8: " + IoReason.of(e)));
        }
    }

    private int[] numbers() {
        double[] values =
                tokens.toString().endsWith(".npy") ? NpyFile.read(tokens).values() : json();
        int[] numbers = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            numbers[i] = (int) values[i];
            if (numbers[i] != values[i] || numbers[i] < 0) {
                throw new InvalidInput(
                        tokens.toString(), Problem.of("[" + i + "]", values[i], "be a token: a whole number from 0"));
            }
        }
        if (numbers.length == 0) {
            throw new InvalidInput(tokens.toString(), Problem.of("", "", "hold tokens"));
        }
        return numbers;
    }

    private double[] json() {
        try {
            return new ObjectMapper().readValue(Files.readString(tokens), double[].class);
        } catch (JsonProcessingException e) {
            throw new InvalidInput(
                    tokens.toString(), Problem.of("", "", "be a JSON list of numbers: " + e.getOriginalMessage()));
        } catch (IOException e) {
            throw new InvalidInput(tokens.toString(), Problem.of("", "", "be a readable file: " + IoReason.of(e)));
        }
    }
}
