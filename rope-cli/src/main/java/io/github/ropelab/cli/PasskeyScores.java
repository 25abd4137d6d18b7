package io.github.ropelab.cli;

import io.github.ropelab.experiments.outcome.PasskeyScore;
import io.github.ropelab.experiments.outcome.PasskeyTask;
import io.github.ropelab.experiments.result.ChanceTest;
import io.github.ropelab.experiments.result.PValueText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Retrieval as text.
 *
 * @param inRange length of the run inside the trained range, tokens
 * @param own scores there under the model's own rotary part
 * @param lengths asked for, tokens
 * @param byStrategy by label and length, a score for each depth
 */
record PasskeyScores(
        int inRange,
        PasskeyScore own,
        List<Integer> lengths,
        Map<String, Map<Integer, List<PasskeyScore>>> byStrategy) {
    /** Tokens, not digits: the digits of one token are right or wrong together. */
    private ChanceTest chance() {
        return ChanceTest.of(own.tokens(), own.tokensRight());
    }

    private static PasskeyScore all(List<PasskeyScore> scores) {
        return scores.stream().reduce(PasskeyScore.NONE, PasskeyScore::plus);
    }

    private int depths() {
        return byStrategy.values().iterator().next().values().iterator().next().size();
    }

    private String test() {
        return "one-sided binomial test of right tokens against " + ChanceTest.CHANCE + ": "
                + PValueText.of(chance().probability()) + ", level " + ChanceTest.LEVEL;
    }

    /** In-range accuracy first, then a table for each strategy, then a ranking where there may be one. */
    String table() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "in range: %.2f of %d digits right, %.2f of %d keys, at %d tokens under the model's own rotary part\n",
                own.digitShare(),
                own.digits(),
                own.exactShare(),
                own.keys(),
                inRange));
        text.append("          ")
                .append(chance().atChance() ? "AT CHANCE" : "above chance")
                .append(" (")
                .append(test())
                .append(")\n");
        text.append("\nshare of digits right; chance is ")
                .append(ChanceTest.CHANCE)
                .append('\n');
        byStrategy.forEach((label, scores) -> text.append('\n').append(strategy(label, scores)));
        text.append('\n').append(ranking());
        return text.toString();
    }

    private String strategy(String label, Map<Integer, List<PasskeyScore>> scores) {
        StringBuilder text = new StringBuilder(label).append('\n');
        text.append(String.format(Locale.ROOT, "%10s", "depth %"));
        lengths.forEach(length -> text.append(String.format(Locale.ROOT, " %8d", length)));
        text.append('\n');
        for (int depth = 0; depth < depths(); depth++) {
            text.append(String.format(Locale.ROOT, "%10s", depth(depth)));
            for (int length : lengths) {
                text.append(String.format(
                        Locale.ROOT, " %8.2f", scores.get(length).get(depth).digitShare()));
            }
            text.append('\n');
        }
        line(text, scores, "all", PasskeyScore::digitShare);
        line(text, scores, "keys", PasskeyScore::exactShare);
        line(text, scores, "nats", PasskeyScore::digitLoss);
        return text.toString();
    }

    private void line(
            StringBuilder text,
            Map<Integer, List<PasskeyScore>> scores,
            String name,
            ToDoubleFunction<PasskeyScore> value) {
        text.append(String.format(Locale.ROOT, "%10s", name));
        for (int length : lengths) {
            text.append(String.format(Locale.ROOT, " %8.2f", value.applyAsDouble(all(scores.get(length)))));
        }
        text.append('\n');
    }

    private String depth(int depth) {
        return PasskeyTask.percent(depth, depths()) + "-" + PasskeyTask.percent(depth + 1, depths());
    }

    private String ranking() {
        if (chance().atChance()) {
            return "not ranked: inside the trained length the model finds no more than chance does\n";
        }
        StringBuilder text = new StringBuilder();
        for (int length : lengths) {
            List<Map.Entry<String, Map<Integer, List<PasskeyScore>>>> order = new ArrayList<>(byStrategy.entrySet());
            order.sort(Comparator.comparing(
                    entry -> -all(entry.getValue().get(length)).digitShare()));
            text.append("at ").append(length).append(": ");
            for (int i = 0; i < order.size(); i++) {
                text.append(i == 0 ? "" : ", ")
                        .append(order.get(i).getKey())
                        .append(String.format(
                                Locale.ROOT,
                                " %.2f",
                                all(order.get(i).getValue().get(length)).digitShare()));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** For programs; {@code ranked} says whether strategies may be. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        Map<String, Object> range = values(own);
        range.put("length", inRange);
        range.put("test", test());
        range.put("p", chance().probability());
        range.put("at_chance", chance().atChance());
        document.put("chance", ChanceTest.CHANCE);
        document.put("in_range", range);
        document.put("ranked", !chance().atChance());
        List<Map<String, Object>> runs = new ArrayList<>();
        byStrategy.forEach((label, scores) -> lengths.forEach(length -> {
            Map<String, Object> run = new LinkedHashMap<>();
            run.put("strategy", label);
            run.put("length", length);
            run.putAll(values(all(scores.get(length))));
            List<Map<String, Object>> places = new ArrayList<>();
            for (int depth = 0; depth < depths(); depth++) {
                Map<String, Object> place = new LinkedHashMap<>();
                place.put("from", PasskeyTask.percent(depth, depths()));
                place.put("to", PasskeyTask.percent(depth + 1, depths()));
                place.putAll(values(scores.get(length).get(depth)));
                places.add(place);
            }
            run.put("depths", places);
            runs.add(run);
        }));
        document.put("runs", runs);
        return document;
    }

    private static Map<String, Object> values(PasskeyScore score) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("digits", score.digitShare());
        values.put("exact", score.exactShare());
        values.put("nll", score.digitLoss());
        values.put("n_digits", score.digits());
        values.put("n_keys", score.keys());
        return values;
    }
}
