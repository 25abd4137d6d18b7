package io.github.ropelab.model.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.InvalidParameter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one-line form of strategies. */
class StrategyTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "yarn:factor=4.0,truncate=false",
                "longrope:long_factor=[1.0,2.5,1.0E20]",
                "resonance(yarn:factor=4.0)",
                "yarn:factor=4.0+dual_chunk:chunk_size=64.0+log_n",
                "resonance(ntk_aware:factor=1.0E+5)+log_n"
            })
    void textAndBlockAreTheSameThing(String text) {
        assertThat(StrategyText.parse(StrategyText.of(StrategyText.parse(text))))
                .isEqualTo(StrategyText.parse(text));
    }

    @Test
    void wrappersAndJoinsNest() {
        assertThat(StrategyText.parse("resonance(yarn:factor=4)+log_n"))
                .isEqualTo(Map.of(
                        "rope_type",
                        "combined",
                        "parts",
                        List.of(
                                Map.of("rope_type", "resonance", "inner", Map.of("rope_type", "yarn", "factor", 4.0)),
                                Map.of("rope_type", "log_n"))));
    }

    @Test
    void aPlusInAnExponentJoinsNothing() {
        assertThat(StrategyText.parse("abf:base=5e+5")).containsEntry("base", 500_000.0);
    }

    @Test
    void anOpenBracketIsRefused() {
        assertThatThrownBy(() -> StrategyText.parse("mrope:mrope_section=[1,2"))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("bracket");
    }

    @Test
    void aListIsCutWhereAStrategyBegins() {
        assertThat(StrategyText.list("linear,yarn:factor=4,truncate=false, rerope:window=8 ,none"))
                .containsExactly("linear", "yarn:factor=4,truncate=false", "rerope:window=8", "none");
        assertThat(StrategyText.list(
                        "resonance(yarn:factor=2,truncate=false)+log_n,longrope:short_factor=[1,2],factor=2"))
                .containsExactly(
                        "resonance(yarn:factor=2,truncate=false)+log_n", "longrope:short_factor=[1,2],factor=2");
        assertThatThrownBy(() -> StrategyText.list("linear,,yarn")).hasMessageContaining("between commas");
    }
}
