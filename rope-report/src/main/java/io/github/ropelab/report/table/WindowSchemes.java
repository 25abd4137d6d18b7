package io.github.ropelab.report.table;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.strategy.Strategies;
import io.github.ropelab.experiments.result.ParameterCell;
import io.github.ropelab.experiments.result.ResultRow;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which strategies are window schemes: those that score near and far keys by different maps of positions. */
final class WindowSchemes {
    private WindowSchemes() {}

    /**
     * Whether a row's strategy maps all positions alike, in the row's own context. Not known, and so false, of strategies that
     * are not installed here.
     */
    static boolean isNone(ResultRow row) {
        try {
            Map<String, Object> block = new LinkedHashMap<>();
            block.put("rope_type", row.strategyId());
            block.putAll(ParameterCell.read(row.parameters()));
            RopeContext context = new RopeContext(
                    new RotaryGeometry(row.headDim(), row.rotaryDim(), Pairing.of(row.pairing())),
                    row.base(),
                    new Lengths(row.trainedLength(), row.targetLength(), row.currentLength()));
            return Strategies.read(block).encode(context).positions().branches().size() == 1;
        } catch (InvalidParameter e) {
            return false;
        }
    }
}
