package io.github.ropelab.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.Catalog;
import io.github.ropelab.core.ExampleParameters;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.EncodedLogits;
import io.github.ropelab.core.kernel.ScoreLoops;
import io.github.ropelab.core.strategy.Strategies;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every strategy of the catalogue with every example of its parameters, in float against {@link EncodedLogits}. */
class CatalogueDriftTest {
    private static final Catalog<StrategyType, RopeStrategy> CATALOG = Strategies.installed();
    private static final int TRAINED = 128;
    private static final int TOKENS = 300;
    private static final int HEAD_DIM = 16;
    private static final RotaryGeometry GEOMETRY = new RotaryGeometry(HEAD_DIM, 12, Pairing.HALF_SPLIT);
    private static final int TOP = 16;

    private final float[] q = DriftEngineTest.normal(TOKENS * HEAD_DIM, 11);
    private final float[] k = DriftEngineTest.normal(TOKENS * HEAD_DIM, 12);

    @Test
    void everyStrategyAgreesWithDouble() {
        int compared = 0;
        for (String id : CATALOG.ids()) {
            int ofStrategy = 0;
            for (Map<String, Object> parameters : ExampleParameters.of(CATALOG.type(id), GEOMETRY.pairs())) {
                ofStrategy += agrees(id + " " + parameters, CATALOG.read(id, Params.of(parameters))) ? 1 : 0;
            }
            assertThat(ofStrategy)
                    .as("examples of " + id + " that are defined here")
                    .isPositive();
            compared += ofStrategy;
        }
        assertThat(compared).isGreaterThan(2 * CATALOG.ids().size());
    }

    /** Whether the strategy is defined in the context; fails where it is and the numbers differ. */
    private boolean agrees(String what, RopeStrategy strategy) {
        RotaryGeometry geometry = strategy.rotated(GEOMETRY);
        RopeContext context = new RopeContext(geometry, 10_000, Lengths.extended(TRAINED, TOKENS));
        PositionEncoding encoding;
        try {
            encoding = strategy.encode(context);
        } catch (InvalidParameter undefined) {
            return false;
        }
        PositionEncoding reference = CATALOG.read("none", Params.of(Map.of())).encode(context);
        HeadDrift drift = new DriftEngine(
                        geometry, reference, List.of(encoding), TOKENS, TRAINED, TOP, ScoreLoops.installed())
                .run(q, k, RowSample.all(TOKENS), 1);
        double[] wideQ = DriftEngineTest.wide(q);
        double[] wideK = DriftEngineTest.wide(k);
        NaiveDrift.check(
                what,
                drift,
                0,
                new EncodedLogits(reference, geometry, Arithmetic.F64, wideQ, wideK),
                new EncodedLogits(encoding, geometry, Arithmetic.F64, wideQ, wideK),
                TRAINED,
                TOP);
        return true;
    }
}
