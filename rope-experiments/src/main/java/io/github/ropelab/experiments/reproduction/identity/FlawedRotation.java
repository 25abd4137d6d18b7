package io.github.ropelab.experiments.reproduction.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.analysis.soundness.Finding;
import io.github.ropelab.core.analysis.soundness.Flaw;
import io.github.ropelab.core.analysis.soundness.Flaws;
import io.github.ropelab.core.analysis.soundness.Modification;
import io.github.ropelab.core.analysis.soundness.Soundness;
import io.github.ropelab.core.analysis.soundness.Subject;
import io.github.ropelab.core.analysis.soundness.Trial;
import io.github.ropelab.core.kernel.Side;
import io.github.ropelab.experiments.input.YamlFile;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A modification that is not of the form Ro(x, iθ'), d = 64, base 10,000, looked at in positions 0 to 8191.
 *
 * @param name of the checks
 * @param title for people
 * @param subject what is done, with what its author believes of it
 * @param spread largest less smallest score at distance 100 over the six shifts, by NumPy
 * @param expected ids of the checks that must find it
 */
record FlawedRotation(String name, String title, Subject subject, double spread, List<String> expected) {
    static final int TOKENS = 8192;
    static final int TRAINED = 2048;

    /** Those of the catalogue that are mistakes in the formula, and positions that wrap at the trained length. */
    static List<FlawedRotation> all() {
        return List.of(
                flaw("1", 0, "norm", "self_score", "frequencies"),
                flaw("2", 0, "self_score", "origin"),
                flaw("3", 13.7880890448895, "relative", "self_score", "frequencies"),
                flaw("4", 15.974317927360943, "relative", "self_score", "frequencies"),
                flaw("5", 23.689515415154823, "relative", "self_score", "frequencies"),
                flaw("6", 9.151079449716633, "relative", "norm", "self_score", "frequencies"),
                flaw("8", 11.341545283026473, "relative", "norm", "self_score", "frequencies"),
                flaw("12", 9.547339447895425, "relative", "frequencies"),
                wrapped());
    }

    private static FlawedRotation flaw(String id, double spread, String... expected) {
        Flaw flaw = Flaws.of(id);
        return new FlawedRotation("flaw-" + id, flaw.title(), flaw.subject(), spread, List.of(expected));
    }

    /** Ro(x, iθ) itself. */
    static Subject right() {
        return Flaws.of("2").right();
    }

    /** Ro(x, (i mod 2048)θ). */
    static FlawedRotation wrapped() {
        Modification right = right().modification();
        Modification wrapped = Modification.of(
                right.geometry(),
                (q, m) -> right.rotated(Side.QUERY, q, m % TRAINED, m % TRAINED),
                (k, n) -> right.rotated(Side.KEY, k, n % TRAINED, n % TRAINED));
        return new FlawedRotation(
                "wrapped",
                "Positions wrap at the trained length, i mod 2048",
                Subject.of(wrapped, right().promise()),
                0,
                List.of("relative", "frequencies"));
    }

    /** The ids of the checks that find it. */
    List<String> found() {
        Trial trial = Trial.of(subject.modification().geometry(), TOKENS);
        return Soundness.of(subject, trial).findings().stream()
                .map(Finding::check)
                .toList();
    }

    /**
     * A query and a key, each [headDim].
     *
     * @param q of {@code data/oracle/flawed}, drawn with NumPy
     * @param k as well
     */
    record Vectors(double[] q, double[] k) {
        static Vectors read(Path data) {
            JsonNode file = YamlFile.read(data.resolve("oracle/flawed/seed0_d64.json"));
            return new Vectors(numbers(file.get("query")), numbers(file.get("key")));
        }

        private static double[] numbers(JsonNode array) {
            return IntStream.range(0, array.size())
                    .mapToDouble(i -> array.get(i).doubleValue())
                    .toArray();
        }

        /** q·k without 1/√d, query a gap after the key. */
        double score(Modification modification, int gap, int key) {
            return modification.score(q, k, key + gap, key);
        }

        /** Largest less smallest score of a gap over the keys. */
        double spread(Modification modification, int gap, int... keys) {
            double[] scores = IntStream.of(keys)
                    .mapToDouble(key -> score(modification, gap, key))
                    .sorted()
                    .toArray();
            return scores[scores.length - 1] - scores[0];
        }
    }
}
