package io.github.ropelab.experiments.diff;

import io.github.ropelab.experiments.result.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Something that two manifests say differently.
 *
 * @param what as in {@code commit} or {@code data iid}
 * @param first what the first says; empty for nothing
 * @param second what the second says; empty for nothing
 */
public record Origins(String what, String first, String second) {
    /** All that differs in study, plan, strategies, metrics, data, program and platform; when a run ended does not count. */
    public static List<Origins> differing(Manifest first, Manifest second) {
        Map<String, String> a = facts(first);
        Map<String, String> b = facts(second);
        List<Origins> differing = new ArrayList<>();
        List<String> all = new ArrayList<>(a.keySet());
        new TreeSet<>(b.keySet()).stream().filter(what -> !a.containsKey(what)).forEach(all::add);
        for (String what : all) {
            String one = a.getOrDefault(what, "");
            String other = b.getOrDefault(what, "");
            if (!one.equals(other)) {
                differing.add(new Origins(what, one, other));
            }
        }
        return differing;
    }

    private static Map<String, String> facts(Manifest manifest) {
        Map<String, String> facts = new LinkedHashMap<>();
        Manifest.Study study = manifest.study();
        facts.put("study", study.name());
        facts.put("study file", study.sha256());
        facts.put("plan", study.planSha256());
        facts.put("trained length", String.valueOf(study.trainedLength()));
        facts.put(
                "current lengths",
                study.currentLengths().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        facts.put("first row", String.valueOf(study.firstRow()));
        facts.put("reference", study.reference());
        facts.put("baseline", study.baseline());
        study.strategies()
                .forEach(strategy -> facts.put(
                        "strategy " + strategy.label(),
                        strategy.id() + " version " + strategy.version()
                                + (strategy.parameters().isEmpty() ? "" : ", " + strategy.parameters())));
        study.metrics()
                .forEach(metric -> facts.merge(
                        "metric " + metric.id(),
                        "version " + metric.version()
                                + (metric.parameters().isEmpty() ? "" : ", " + metric.parameters()),
                        (one, other) -> one + "; " + other));
        manifest.data().forEach(data -> facts.put("data " + data.name(), data.fingerprint()));
        facts.put("program", manifest.toolkit().version());
        facts.put("commit", manifest.toolkit().commit());
        facts.put("changed since the commit", manifest.toolkit().dirty());
        facts.put("kernel", manifest.toolkit().kernel());
        facts.put("Java", manifest.platform().javaVersion());
        facts.put(
                "platform", manifest.platform().os() + " " + manifest.platform().architecture());
        return facts;
    }
}
