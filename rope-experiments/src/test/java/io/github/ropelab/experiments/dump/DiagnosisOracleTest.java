package io.github.ropelab.experiments.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.analysis.diagnosis.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded case: the category, whether it equals the declared rotation, and all that was measured. */
class DiagnosisOracleTest {
    /** Dumps are float32; a parameter that was fitted to them is known to some digits more than this. */
    private static final double PARAMETER = 1e-3;

    static Stream<DiagnosisCase> cases() {
        return DiagnosisCase.all().stream();
    }

    @Test
    void casesAreThere() {
        assertThat(cases().count()).isGreaterThanOrEqualTo(100);
        assertThat(cases().filter(DiagnosisCase::equalsDeclared).count()).isGreaterThanOrEqualTo(30);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isNamedAndMeasured(DiagnosisCase recorded) {
        Diagnosis found = recorded.diagnosed();
        JsonNode expected = recorded.expected();
        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(found.category().id()).isIn(recorded.categories());
        softly.assertThat(found.equalsDeclared()).contains(recorded.equalsDeclared());
        JsonNode factor = expected.get("attention_factor");
        softly.assertThat(found.amplitudeDeclared())
                .isCloseTo(factor.get("declared").asDouble(), within(PARAMETER));
        softly.assertThat(found.amplitudeObserved())
                .isCloseTo(factor.get("observed").asDouble(), within(PARAMETER));
        softly.assertThat(found.errors().affected())
                .as("affected pairs")
                .isEqualTo(ranges(expected.get("affected_pairs").get("ranges")));
        softly.assertThat(found.errors().marginal())
                .as("marginal pairs")
                .isEqualTo(ranges(expected.get("affected_pairs").get("marginal")));
        JsonNode first = expected.get("first_divergent_position");
        softly.assertThat(found.first().inDump()).as("first in dump").isEqualTo(whole(first.get("in_dump")));
        softly.assertThat(found.first().anyInteger()).as("first at all").isEqualTo(whole(first.get("any_integer")));
        expected.get("observed").properties().forEach(entry -> {
            if (entry.getValue().isNumber()) {
                double value = entry.getValue().asDouble();
                softly.assertThat(found.observed().get(entry.getKey()))
                        .as("observed " + entry.getKey())
                        .isInstanceOfSatisfying(Number.class, number -> assertThat(number.doubleValue())
                                .isCloseTo(value, within(PARAMETER * Math.abs(value))));
            }
        });
        softly.assertAll();
    }

    private static List<List<Integer>> ranges(JsonNode runs) {
        List<List<Integer>> ranges = new ArrayList<>();
        runs.forEach(run -> ranges.add(List.of(run.get(0).asInt(), run.get(1).asInt())));
        return ranges;
    }

    private static OptionalInt whole(JsonNode value) {
        return value.isNull() ? OptionalInt.empty() : OptionalInt.of(value.asInt());
    }
}
