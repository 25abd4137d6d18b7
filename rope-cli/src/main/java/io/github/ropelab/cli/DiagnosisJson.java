package io.github.ropelab.cli;

import io.github.ropelab.core.analysis.diagnosis.Diagnosis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A diagnosis as one JSON document. */
final class DiagnosisJson {
    private DiagnosisJson() {}

    static String text(Diagnosis diagnosis) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("equals_declared", diagnosis.equalsDeclared().orElse(null));
        document.put("verdict", diagnosis.verdict().name().toLowerCase(Locale.ROOT));
        document.put("category", diagnosis.category().id());
        document.put("defect", diagnosis.defect());
        document.put("declared", finite(diagnosis.declared()));
        document.put("observed", finite(diagnosis.observed()));
        document.put("attention_factor", attention(diagnosis));
        Map<String, Object> pairs = new LinkedHashMap<>();
        pairs.put("ranges", diagnosis.errors().affected());
        pairs.put("count", diagnosis.errors().count());
        pairs.put("of", diagnosis.errors().pairs());
        pairs.put("marginal", diagnosis.errors().marginal());
        document.put("affected_pairs", pairs);
        Map<String, Object> first = new LinkedHashMap<>();
        first.put("in_dump", orNull(diagnosis.first().inDump()));
        first.put("any_integer", orNull(diagnosis.first().anyInteger()));
        document.put("first_divergent_position", first);
        document.put("first_divergent_row", orNull(diagnosis.first().row()));
        document.put("explanation", DiagnosisText.explanation(diagnosis));
        document.put("source", diagnosis.source());
        document.put("format", diagnosis.format());
        document.put("residual_over_noise", orNull(diagnosis.residual()));
        document.put("confidence", diagnosis.confidence());
        document.put("alternatives", alternatives(diagnosis.alternatives()));
        document.put("notes", diagnosis.notes());
        return Json.text(document);
    }

    /** Other explanations. */
    static List<Map<String, Object>> alternatives(List<Diagnosis.Alternative> found) {
        List<Map<String, Object>> alternatives = new ArrayList<>();
        for (Diagnosis.Alternative alternative : found) {
            Map<String, Object> other = new LinkedHashMap<>();
            other.put("category", alternative.category().id());
            other.put("defect", alternative.defect());
            other.put("observed", finite(alternative.observed()));
            other.put("separated_by_position", orNull(alternative.separatedBy()));
            alternatives.add(other);
        }
        return alternatives;
    }

    private static Map<String, Object> attention(Diagnosis diagnosis) {
        Map<String, Object> attention = new LinkedHashMap<>();
        attention.put("declared", diagnosis.amplitudeDeclared());
        attention.put("observed", diagnosis.amplitudeObserved());
        attention.put("measured", diagnosis.amplitudeMeasured());
        return attention;
    }

    /** JSON has no NaN and no infinity: they become null. */
    private static Map<String, Object> finite(Map<String, Object> values) {
        Map<String, Object> finite = new LinkedHashMap<>();
        values.forEach((key, value) ->
                finite.put(key, value instanceof Double number && !Double.isFinite(number) ? null : value));
        return finite;
    }

    private static Object orNull(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }

    private static Object orNull(OptionalDouble value) {
        return value.isPresent() && Double.isFinite(value.getAsDouble()) ? value.getAsDouble() : null;
    }
}
