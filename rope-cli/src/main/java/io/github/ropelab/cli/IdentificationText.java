package io.github.ropelab.cli;

import io.github.ropelab.core.analysis.diagnosis.Identification;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What was found without a config, for people and as JSON. */
final class IdentificationText {
    private IdentificationText() {}

    static String json(Identification found) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("equals_declared", null);
        document.put("category", null);
        document.put("declared", null);
        document.put("observed", found.observed());
        Map<String, Object> attention = new LinkedHashMap<>();
        attention.put("declared", null);
        attention.put("observed", found.amplitude());
        attention.put("measured", found.amplitudeMeasured());
        document.put("attention_factor", attention);
        document.put("explanation", found.defect());
        document.put("source", found.source());
        document.put("format", found.format());
        document.put("confidence", found.confidence());
        document.put("alternatives", DiagnosisJson.alternatives(found.alternatives()));
        document.put("notes", found.notes());
        return Json.text(document);
    }

    static String report(Identification found) {
        StringBuilder text = new StringBuilder();
        text.append(DiagnosisText.sentence(found.defect()))
                .append(String.format(
                        Locale.ROOT, " (seen in %s; confidence %.2f)%n%n", found.source(), found.confidence()));
        found.observed()
                .forEach((key, value) ->
                        text.append(String.format(Locale.ROOT, "%-34s %s%n", key, DiagnosisText.value(value))));
        text.append('\n');
        DiagnosisText.appendAlternatives(text, found.alternatives());
        found.notes().forEach(note -> text.append("Note: ").append(note).append('\n'));
        return text.toString();
    }
}
