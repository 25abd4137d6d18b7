package io.github.ropelab.core.analysis.soundness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.OracleFiles;
import io.github.ropelab.core.Tolerance;
import io.github.ropelab.core.kernel.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The flaws are the mistakes that they are said to be: NumPy makes the same ones and gets the same numbers. */
class FlawOracleTest {
    private static final JsonNode FILE =
            OracleFiles.read(OracleFiles.in("flawed").get(0));

    private static final double[] Q = OracleFiles.numbers(FILE.get("query"));
    private static final double[] K = OracleFiles.numbers(FILE.get("key"));

    /** Scores of vectors of 64 normal values at positions up to 20 100, scaled up to 21 times by flaw 9. */
    private static final Tolerance SCORE = new Tolerance("score of doubles", 1e-11, 1e-10);

    /** A float32 cosine of a float32 angle. */
    private static final Tolerance FLOAT = new Tolerance("float32 cosine", 0, 1e-7);

    static Stream<String> ids() {
        return Flaws.all().stream().map(Flaw::id).filter(id -> !id.equals("17"));
    }

    @Test
    void everyFlawIsInTheFile() {
        List<String> inFile = new ArrayList<>();
        FILE.get("flaws").fieldNames().forEachRemaining(inFile::add);
        assertThat(Flaws.all()).extracting(Flaw::id).containsExactlyElementsOf(inFile);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void scoresAndNormsAreThoseOfNumPy(String id) {
        Modification flawed = Flaws.of(id).subject().modification();
        JsonNode expected = FILE.get("flaws").get(id);
        int gap = FILE.get("gap").intValue();
        for (int i = 0; i < FILE.get("shifts").size(); i++) {
            int key = FILE.get("shifts").get(i).intValue();
            SCORE.check(
                    "key " + key,
                    flawed.score(Q, K, key + gap, key),
                    expected.get("scores").get(i).doubleValue());
        }
        JsonNode self = expected.get("self_score");
        int position = self.get("position").intValue();
        SCORE.check(
                "q·k",
                flawed.score(Q, K, position, position),
                self.get("query_key").doubleValue());
        SCORE.check(
                "q·q",
                flawed.score(Q, Q, position, position),
                self.get("query_query").doubleValue());
        JsonNode norms = expected.get("query_norms");
        for (int i = 0; i < norms.get("positions").size(); i++) {
            int at = norms.get("positions").get(i).intValue();
            SCORE.check(
                    "norm at " + at,
                    Vectors.norm(flawed.rotated(Side.QUERY, Q, at, at)),
                    norms.get("values").get(i).doubleValue());
        }
    }

    @Test
    void theRunningProductIsThatOfNumPy() {
        JsonNode expected = FILE.get("flaws").get("17");
        int position = expected.get("position").intValue();
        PairResponse response =
                PairResponse.of(Flaws.of("17").subject().modification(), Side.QUERY, position, position);
        for (int i = 0; i < expected.get("cos").size(); i++) {
            FLOAT.check("pair " + i, response.cos(i), expected.get("cos").get(i).doubleValue());
        }
    }
}
