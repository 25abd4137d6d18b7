package io.github.ropelab.cli;

import io.github.ropelab.core.Numbers;
import io.github.ropelab.core.analysis.diagnosis.Diagnosis;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A diagnosis for people. */
final class DiagnosisText {
    private static final int DIGITS = 7;

    private DiagnosisText() {}

    /** The verdict and what it rests on, in some sentences. */
    static String explanation(Diagnosis diagnosis) {
        StringBuilder text = new StringBuilder(sentence(diagnosis.defect()));
        if (diagnosis.first().inDump().isPresent()) {
            text.append(String.format(
                    Locale.ROOT,
                    " The dump first differs at %s %d, where pair %d is off by %.3g rad.",
                    diagnosis.errors().pictureAxes() > 1 ? "row" : "position",
                    diagnosis.first().inDump().getAsInt(),
                    diagnosis.errors().firstPair(),
                    Math.min(Math.PI, diagnosis.errors().firstError())));
        }
        if (diagnosis.errors().count() > 0) {
            text.append(" Affected are ")
                    .append(diagnosis.errors().count())
                    .append(" of ")
                    .append(diagnosis.errors().pairs())
                    .append(" pairs: ")
                    .append(ranges(diagnosis.errors().affected()))
                    .append('.');
        }
        if (diagnosis.residual().isPresent() && diagnosis.verdict() == Diagnosis.Verdict.DIFFERENT) {
            text.append(String.format(
                    Locale.ROOT,
                    " The explanation leaves at most %.2g of the noise that a correct engine may have.",
                    diagnosis.residual().getAsDouble()));
        }
        return text.toString();
    }

    /** The whole report. */
    static String report(Diagnosis diagnosis) {
        StringBuilder text = new StringBuilder();
        text.append(verdict(diagnosis)).append("\n\n");
        text.append(explanation(diagnosis)).append("\n\n");
        text.append(String.format(Locale.ROOT, "%-34s %-30s %s%n", "parameter", "declared", "observed"));
        Map<String, Object> declared = diagnosis.declared();
        Map<String, Object> observed = diagnosis.observed();
        TreeSet<String> keys = new TreeSet<>(declared.keySet());
        keys.addAll(observed.keySet());
        keys.remove("same_as_declared");
        for (String key : keys) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-34s %-30s %s%n",
                    key,
                    value(declared.get(key)),
                    observed.containsKey(key) ? value(observed.get(key)) : ""));
        }
        text.append('\n');
        if (diagnosis.first().anyInteger().isPresent()) {
            text.append("Smallest position that differs: ")
                    .append(diagnosis.first().anyInteger().getAsInt())
                    .append("\n");
        }
        if (!diagnosis.errors().marginal().isEmpty()) {
            text.append("Marginal pairs: ")
                    .append(ranges(diagnosis.errors().marginal()))
                    .append("\n");
        }
        appendAlternatives(text, diagnosis.alternatives());
        diagnosis.notes().forEach(note -> text.append("Note: ").append(note).append('\n'));
        return text.toString();
    }

    /** Other explanations, a line each. */
    static void appendAlternatives(StringBuilder text, List<Diagnosis.Alternative> alternatives) {
        if (!alternatives.isEmpty()) {
            text.append("Other explanations that fit as well:\n");
            for (Diagnosis.Alternative other : alternatives) {
                text.append("  - ").append(other.category().id()).append(": ").append(other.defect());
                text.append(
                        other.separatedBy().isPresent()
                                ? "; a row at position " + other.separatedBy().getAsInt() + " would tell"
                                : "; the same rotation, no row tells them apart");
                text.append('\n');
            }
        }
    }

    private static String verdict(Diagnosis diagnosis) {
        return switch (diagnosis.verdict()) {
            case EQUAL -> "EQUAL: the engine applies the declared rotation";
            case EQUAL_UP_TO_ROUNDING ->
                "EQUAL UP TO ROUNDING: the engine applies the declared rotation, in " + diagnosis.format();
            case UNDECIDABLE -> "UNDECIDABLE: the dump does not show which rotation is applied";
            case DIFFERENT ->
                String.format(
                        Locale.ROOT,
                        "DIFFERENT: %s (%s; seen in %s; confidence %.2f)",
                        diagnosis.category().title(),
                        diagnosis.category().id(),
                        diagnosis.source(),
                        diagnosis.confidence());
        };
    }

    static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    static String ranges(List<List<Integer>> ranges) {
        return ranges.stream()
                .map(r -> r.get(0).equals(r.get(1)) ? "" + r.get(0) : r.get(0) + "-" + r.get(1))
                .collect(Collectors.joining(", "));
    }

    static String value(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Number number) {
            double rounded = Double.isFinite(number.doubleValue())
                    ? new java.math.BigDecimal(number.doubleValue())
                            .round(new java.math.MathContext(DIGITS))
                            .doubleValue()
                    : number.doubleValue();
            return Numbers.plain(rounded);
        }
        String text = String.valueOf(value);
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }
}
