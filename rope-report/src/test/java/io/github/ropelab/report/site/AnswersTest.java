package io.github.ropelab.report.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.report.RecordedRows;
import io.github.ropelab.report.table.Ranking;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static Map<String, Object> answer(RecordedRows rows) {
        List<Ranking> rankings = Ranking.of(rows.selection());
        assertThat(rankings).hasSize(1);
        return new Answers("none").of(rankings.get(0));
    }

    @Test
    void whatDiffersByRoundingAloneIsTheSameAndTheOthersAreRanked() {
        RecordedRows rows = new RecordedRows("none", "linear", "yarn", "offset");
        for (int head = 0; head < 10; head++) {
            rows.all("real", head, 64, "linear", "output-error", "mean", 0.5 + 0.01 * head);
            rows.all("real", head, 64, "yarn", "output-error", "mean", 0.25 + 0.01 * head);
            rows.all("real", head, 64, "offset", "output-error", "mean", 1e-15 * (head + 1));
        }
        Map<String, Object> answer = answer(rows);
        // t(9) = 2.262, deviation 0.030277 of 0.00, 0.01, ... 0.09
        assertThat(answer.get("sentence"))
                .isEqualTo(
                        "offset is the same as none at 64 tokens but for rounding (output error 0); of the others, yarn is "
                                + "closest, output error 0.295 (logit, 95 % interval 0.273 to 0.317, n = 10); linear is farthest, "
                                + "0.545 (logit, 95 % interval 0.523 to 0.567, n = 10).");
        assertThat(answer.get("apart")).isEqualTo("All neighbours in this order differ.");
    }

    @Test
    void neighboursThatCannotBeToldApartAreNamed() {
        RecordedRows rows = new RecordedRows("none", "linear", "yarn");
        for (int head = 0; head < 10; head++) {
            rows.all("real", head, 64, "linear", "kl", "reference_strategy", 0.5 + 0.1 * (head % 2));
            rows.all("real", head, 64, "yarn", "kl", "reference_strategy", 0.51 + 0.1 * ((head + 1) % 2));
        }
        assertThat(answer(rows).get("apart")).isEqualTo("Not told apart: linear and yarn.");
    }

    @Test
    void fewHeadsTellNothingApart() {
        RecordedRows rows = new RecordedRows("none", "linear", "yarn");
        for (int head = 0; head < 3; head++) {
            rows.all("real", head, 64, "linear", "output-error", "mean", 0.5 + 0.1 * head);
            rows.all("real", head, 64, "yarn", "output-error", "mean", 0.7 + 0.1 * head);
        }
        assertThat(answer(rows).get("apart"))
                .isEqualTo("No neighbours can be told apart: there are too few pairs of heads or draws for a test.");
    }

    /** Six decimals would leave one digit of 3e-6. */
    @Test
    void smallValuesKeepTheirDigits() {
        RecordedRows rows = new RecordedRows("none", "linear");
        rows.all("real", 0, 64, "linear", "output-error", "mean", 3.0e-6);
        rows.all("real", 1, 64, "linear", "output-error", "mean", 3.2e-6);
        assertThat((String) answer(rows).get("sentence"))
                .contains("output error 3.100e-06 (logit, 95 % interval 1.829e-06 to 4.371e-06, n = 2)");
    }

    @Test
    void equalStrategiesShareTheirPlace() {
        RecordedRows rows = new RecordedRows("none", "linear", "twin", "yarn");
        for (int head = 0; head < 8; head++) {
            rows.all("real", head, 64, "linear", "output-error", "mean", 0.5 + 0.1 * head);
            rows.all("real", head, 64, "twin", "output-error", "mean", 0.5 + 0.1 * head);
            rows.all("real", head, 64, "yarn", "output-error", "mean", 1.7 + 0.1 * head);
        }
        assertThat((String) answer(rows).get("sentence"))
                .startsWith("linear and twin are closest to none at 64 tokens");
        assertThat((String) answer(rows).get("apart")).startsWith("Equal: linear and twin.");
    }
}
