package io.github.ropelab.cli;

import io.github.ropelab.core.analysis.soundness.Finding;
import io.github.ropelab.core.analysis.soundness.Flaw;
import io.github.ropelab.core.analysis.soundness.Flaws;
import io.github.ropelab.core.analysis.soundness.Outcome;
import io.github.ropelab.core.analysis.soundness.Soundness;
import io.github.ropelab.core.analysis.soundness.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Results of checks as JSON and for people. */
final class SoundnessText {
    private SoundnessText() {}

    static String json(String name, Subject subject, Soundness result) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("strategy", name.isEmpty() ? null : name);
        document.put("relative", result.outcome("relative").holds());
        document.put("norm_preserving", result.outcome("norm").holds());
        document.put("self_score", result.outcome("self_score").holds());
        document.put("in_trained_range", range(subject, result.outcome("in_trained_range")));
        document.put("attention_factor", subject.promise().amplitude());
        document.put("arithmetic", subject.promise().arithmetic().id());
        document.put(
                "findings", result.findings().stream().map(SoundnessText::map).toList());
        document.put("notes", result.notes().stream().map(SoundnessText::map).toList());
        List<Map<String, Object>> checks = new ArrayList<>();
        for (Outcome outcome : result.outcomes()) {
            Map<String, Object> check = new LinkedHashMap<>();
            check.put("check", outcome.check());
            check.put("verdict", verdict(outcome));
            check.put("claimed", outcome.promised());
            check.put("value", number(outcome.value()));
            check.put("unit", outcome.unit());
            check.put("witness", outcome.witness());
            check.put("message", outcome.statement());
            checks.add(check);
        }
        document.put("checks", checks);
        return Json.text(document);
    }

    private static Map<String, Object> range(Subject subject, Outcome outcome) {
        boolean asked = outcome.verdict() != Outcome.Verdict.NOT_ASKED;
        Map<String, Object> range = new LinkedHashMap<>();
        range.put("max_effective_position", asked ? number(outcome.value()) : null);
        range.put(
                "limit",
                subject.promise().trainedKnown()
                        ? subject.promise().context().orElseThrow().lengths().trained() - 1
                        : null);
        range.put("inside", asked ? outcome.holds() : null);
        return range;
    }

    private static Map<String, Object> map(Finding finding) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("check", finding.check());
        map.put("flaw", finding.flaw());
        map.put("name", finding.name());
        map.put("message", finding.message());
        map.put("value", number(finding.value()));
        map.put("witness", finding.witness());
        return map;
    }

    /** JSON has no NaN and no infinity. */
    private static Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static String verdict(Outcome outcome) {
        return outcome.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String table(String name, Subject subject, Soundness result) {
        HeadedLines lines = new HeadedLines();
        lines.line(
                "checked",
                (name.isEmpty() ? "tables" : name) + ", in "
                        + subject.promise().arithmetic().id());
        result.outcomes().forEach(outcome -> lines.line(word(outcome), outcome.check() + ": " + outcome.statement()));
        int broken = result.findings().size();
        lines.line("", "")
                .line(
                        result.sound() ? "sound" : "NOT SOUND",
                        result.sound()
                                ? "every claim holds"
                                : broken + (broken == 1 ? " claim is" : " claims are") + " broken");
        result.named()
                .ifPresent(flaw ->
                        lines.line("flaw " + flaw.flaw(), flaw.name() + ": " + flaw.sentence() + " (docs/flawed.md)"));
        return lines.toString();
    }

    private static String word(Outcome outcome) {
        if (!outcome.broken()) {
            return outcome.holds() ? "holds" : "not asked";
        }
        return outcome.promised() ? "BROKEN" : "note";
    }

    static String flaws() {
        HeadedLines lines = new HeadedLines();
        Flaws.all().forEach(flaw -> lines.line(flaw.id(), flaw.title()));
        return lines.toString();
    }

    static String flawsJson() {
        List<Map<String, Object>> flaws = new ArrayList<>();
        for (Flaw flaw : Flaws.all()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("flaw", flaw.id());
            map.put("title", flaw.title());
            map.put("caught_by", flaw.caughtBy().stream().sorted().toList());
            flaws.add(map);
        }
        return Json.text(flaws);
    }
}
