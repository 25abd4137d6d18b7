package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.PairAxes;
import io.github.ropelab.core.PositionEncoding;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rotation that a config asks for.
 *
 * @param setting strategy and context, with the current length that the call's history leads to
 * @param otherLayers settings of the config's other layer types, by their names
 * @param axes which position axis each pair reads, where it is said beside the strategy
 * @param facts of the call
 */
public record Declaration(Setting setting, Map<String, Setting> otherLayers, Optional<PairAxes> axes, CallFacts facts) {
    /** Copies the map. */
    public Declaration {
        otherLayers = Collections.unmodifiableMap(new LinkedHashMap<>(otherLayers));
    }

    /** A setting alone. */
    public static Declaration of(Setting setting) {
        return new Declaration(setting, Map.of(), Optional.empty(), CallFacts.none());
    }

    /** The declared effect. */
    PositionEncoding encoding() {
        return setting.encoding();
    }

    /** Which position axis each pair reads. */
    PairAxes pairAxes() {
        return axes.orElseGet(() -> encoding().axes());
    }
}
