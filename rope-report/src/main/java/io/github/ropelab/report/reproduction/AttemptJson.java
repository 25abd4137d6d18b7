package io.github.ropelab.report.reproduction;

import io.github.ropelab.experiments.published.Check;
import io.github.ropelab.experiments.published.Citation;
import io.github.ropelab.experiments.published.Correction;
import io.github.ropelab.experiments.published.Description;
import io.github.ropelab.experiments.published.Extent;
import io.github.ropelab.experiments.published.Outcome;
import io.github.ropelab.experiments.published.Published;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** A result as plain maps, lists and numbers for JSON, in full precision. */
public final class AttemptJson {
    private AttemptJson() {}

    /** What a result says of itself: id, title, claim, sources, formula, method. */
    public static Map<String, Object> of(Description description) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", description.id());
        map.put("title", description.title());
        map.put("claim", description.claim());
        map.put("source", description.sources().get(0).toString());
        map.put("sources", description.sources().stream().map(AttemptJson::of).toList());
        map.put("formula", description.formula());
        map.put("method", description.method());
        return map;
    }

    private static Map<String, Object> of(Citation source) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("key", source.key());
        map.put("authors", List.of(source.authors().split(" and ")));
        map.put("year", source.year());
        map.put("title", source.title());
        map.put("arxiv", source.arxiv().isEmpty() ? null : source.arxiv());
        map.put("url", source.url().isEmpty() ? null : source.url());
        map.put("where", source.where());
        map.put("reading", source.reading().name().toLowerCase(Locale.ROOT));
        map.put("note", source.note());
        return map;
    }

    /** With the numbers that are to be met and nothing computed. */
    public static Map<String, Object> planned(Description description, List<Published> numbers) {
        Map<String, Object> map = of(description);
        map.put("published", published(numbers));
        map.put("tolerance", tolerance(numbers));
        map.put("estimated_seconds", description.seconds());
        return map;
    }

    /** With all that was computed. */
    public static Map<String, Object> of(Attempt attempt, Extent extent, Provenance provenance) {
        Map<String, Object> map = of(attempt.description());
        List<Check> checks = attempt.outcome().map(Outcome::checks).orElse(List.of());
        List<Published> numbers = checks.stream().map(Check::published).toList();
        Map<String, Double> reproduced = new LinkedHashMap<>();
        checks.forEach(check -> reproduced.put(check.published().name(), check.reproduced()));
        map.put("published", published(numbers));
        map.put("reproduced", reproduced);
        map.put("tolerance", tolerance(numbers));
        map.put("holds", attempt.outcome().map(Outcome::holds).orElse(false));
        map.put("verdict", attempt.key());
        if (!attempt.failure().isEmpty()) {
            map.put("failure", attempt.failure());
        }
        map.put("checks", checks.stream().map(AttemptJson::of).toList());
        Map<String, Object> by = new LinkedHashMap<>();
        by.put("version", provenance.version());
        by.put("commit", provenance.commit());
        by.put("java", provenance.java());
        by.put("extent", extent.name().toLowerCase(Locale.ROOT));
        map.put("provenance", by);
        return map;
    }

    private static Map<String, Object> published(List<Published> numbers) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Published number : numbers) {
            map.put(number.name(), number.value().isPresent() ? number.value().getAsDouble() : ends(number));
        }
        return map;
    }

    private static Map<String, Object> tolerance(List<Published> numbers) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Published number : numbers) {
            OptionalDouble half = number.tolerance();
            map.put(number.name(), half.isPresent() ? half.getAsDouble() : ends(number));
        }
        return map;
    }

    private static List<Double> ends(Published number) {
        return List.of(number.low(), number.high());
    }

    private static Map<String, Object> of(Check check) {
        Published number = check.published();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", number.name());
        map.put("quantity", number.quantity());
        map.put("unit", number.unit());
        map.put("origin", number.origin().name().toLowerCase(Locale.ROOT));
        map.put("published", number.value().isPresent() ? number.value().getAsDouble() : null);
        map.put("low", number.low());
        map.put("high", number.high());
        map.put("reason", number.reason());
        map.put("reproduced", check.reproduced());
        map.put("holds", check.holds());
        map.put("verdict", check.verdict().key());
        map.put("correction", number.correction().map(AttemptJson::of).orElse(null));
        return map;
    }

    private static Map<String, Object> of(Correction correction) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("low", correction.low());
        map.put("high", correction.high());
        map.put("proof", correction.proof());
        return map;
    }
}
