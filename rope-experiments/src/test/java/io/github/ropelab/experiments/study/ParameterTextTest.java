package io.github.ropelab.experiments.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.strategy.Strategies;
import io.github.ropelab.experiments.result.ParameterCell;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTextTest {
    @Test
    void readsBackEveryStrategyOfTheCatalogue() {
        for (StrategyType type : Strategies.builtIn().types()) {
            for (int example = 0; example < 4; example++) {
                Map<String, Object> parameters = new LinkedHashMap<>();
                for (ParameterDoc doc : type.parameters()) {
                    Object value =
                            doc.examples().get(Math.min(example, doc.examples().size() - 1));
                    boolean either =
                            type.id().equals("ntk_by_parts_v1") && doc.name().equals("dynamic");
                    if (!either) {
                        parameters.put(doc.name(), value instanceof ParameterDoc.ForPairs pairs ? pairs.of(12) : value);
                    }
                }
                RopeStrategy strategy = Strategies.builtIn().read(type.id(), Params.of(parameters));
                String text = ParameterText.of(strategy);
                RopeStrategy read = Strategies.builtIn().read(type.id(), Params.of(ParameterCell.read(text)));
                assertThat(read).as(text).isEqualTo(strategy);
            }
        }
    }

    @Test
    void readsNothingFromNothing() {
        assertThat(ParameterCell.read("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"factor", "factor=", "=4", "a=[1, 2", "a={b=1", "a=1, b=2", "a=1}", "a=[1]2"})
    void refusesWhatItDidNotWrite(String text) {
        assertThatThrownBy(() -> ParameterCell.read(text)).isInstanceOf(InvalidParameter.class);
    }
}
