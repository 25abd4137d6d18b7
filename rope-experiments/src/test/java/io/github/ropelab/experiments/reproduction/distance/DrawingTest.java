package io.github.ropelab.experiments.reproduction.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.OracleFiles;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DrawingTest {
    private static final Map<String, String> FILES = Map.of(
            "rerope-code", "relpos_rerope_T12_w4",
            "leaky-rerope-code", "relpos_leaky_rerope_T12_w4_k2",
            "string-code", "relpos_string_T12_S4_W2",
            "dual-chunk-code", "relpos_dca_T12_chunk6_local2",
            "self-extend-code", "relpos_self_extend_T16_G2_W4",
            "self-extend-thirds", "relpos_self_extend_T20_G3_W4_fractional");

    @Test
    void thoseOfCodeAreTheRecordedOnes() {
        List<Drawing> drawings = Stream.concat(Drawing.OF_CODE.stream(), Drawing.OF_GROUPING_CODE.stream())
                .toList();
        assertThat(drawings).hasSize(FILES.size());
        for (Drawing drawing : drawings) {
            JsonNode recorded = OracleFiles.in("frequencies").stream()
                    .filter(file -> file.endsWith(FILES.get(drawing.name()) + ".json"))
                    .map(OracleFiles::read)
                    .findFirst()
                    .orElseThrow()
                    .get("relative_positions");
            StringBuilder text = new StringBuilder();
            recorded.forEach(row -> {
                row.forEach(cell -> text.append(cell.isNull() ? "" : cell.asText() + " "));
                text.append('\n');
            });
            assertThat(drawing.matrix().differing(DistanceMatrix.of(text.toString())))
                    .as(drawing.name())
                    .isZero();
        }
    }

    @Test
    void aChangedCellIsSeenAndAMissingOneRefused() {
        DistanceMatrix matrix = DistanceMatrix.of("0\n11/3 0");
        assertThat(matrix.at(1, 0)).isEqualTo(11.0 / 3);
        assertThat(matrix.differing(matrix.changed(1, 0))).isOne();
        assertThat(matrix.differing(matrix)).isZero();
        assertThatThrownBy(() -> DistanceMatrix.of("0\n0")).isInstanceOf(InvalidParameter.class);
        assertThatThrownBy(() -> matrix.differing(DistanceMatrix.of("0"))).isInstanceOf(InvalidParameter.class);
    }
}
