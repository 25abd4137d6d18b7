package io.github.ropelab.core.analysis.diagnosis;

import java.util.LinkedHashMap;
import java.util.Map;

/** Words for a defect that only keys have. */
final class KeysAlone {
    private KeysAlone() {}

    /** The parameters, said of keys. */
    static Map<String, Object> observed(Map<String, Object> ofKeys) {
        Map<String, Object> observed = new LinkedHashMap<>();
        observed.put("queries", "as declared");
        ofKeys.forEach((key, value) -> observed.put("keys_" + key, value));
        return observed;
    }

    /** Keys at twice their position beside right queries were rotated twice: when cached, and when used. */
    static DefectCategory category(Hypothesis best) {
        boolean twice = best.observed().get("position_scale") instanceof Number scale && scale.doubleValue() == 2;
        return twice ? DefectCategory.CACHE_TABLE : best.category();
    }
}
