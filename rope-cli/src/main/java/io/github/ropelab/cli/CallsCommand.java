package io.github.ropelab.cli;

import io.github.ropelab.core.sequence.CallSequence;
import io.github.ropelab.core.sequence.FollowedLengths;
import io.github.ropelab.core.sequence.StaleKeys;
import io.github.ropelab.core.sequence.StateRule;
import io.github.ropelab.core.sequence.Step;
import io.github.ropelab.model.config.RopeSetup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rope calls}. */
@Command(
        name = "calls",
        description = {
            "A model called again and again: which encoding each call gets, and how wrong the keys are that earlier calls "
                    + "cached.",
            "Example: rope calls 2048,4096,8192,100 --strategy dynamic_ntk:factor=2 --head-dim 128 --trained-length 4096"
        },
        mixinStandardHelpOptions = true)
final class CallsCommand implements Callable<Integer> {
    private enum Format {
        TABLE,
        JSON
    }

    @Parameters(
            paramLabel = "LENGTHS",
            split = ",",
            arity = "1..*",
            description = "tokens in each call, cached ones included")
    private List<Integer> lengths;

    @Mixin
    private SetupOptions setupOptions;

    @Mixin
    private Output output;

    @Option(
            names = "--remember",
            paramLabel = "RULE",
            description =
                    "what the engine remembers: per_call, sticky, growing or fixed; the dialect's rule if left out")
    private StateRule rule;

    @Option(
            names = "--follow-target",
            description = "the target length follows the calls too: a modification made anew for each text")
    private boolean followTarget;

    @Option(names = "--format", description = "table (default) or json")
    private Format format = Format.TABLE;

    @Override
    public Integer call() throws IOException {
        RopeSetup setup = setupOptions.read();
        setupOptions.tellNotes(setup);
        StateRule remembered = rule != null ? rule : setup.dialect().state(setup.strategy());
        List<Step> steps = new CallSequence(lengths)
                .run(
                        setup.strategy(),
                        setup.context(),
                        remembered,
                        followTarget ? FollowedLengths.CURRENT_AND_TARGET : FollowedLengths.CURRENT);
        output.write(format == Format.JSON ? json(setup, remembered, steps) : table(setup, remembered, steps));
        return 0;
    }

    private static String json(RopeSetup setup, StateRule rule, List<Step> steps) {
        List<Map<String, Object>> calls = new ArrayList<>();
        for (Step step : steps) {
            Map<String, Object> call = new LinkedHashMap<>();
            call.put("seq_len", step.length());
            call.put("effective_length", step.effectiveLength());
            call.put("inv_freq", step.encoding().frequencies().toArray());
            call.put("attention_factor", step.encoding().attention().amplitude());
            call.put("cached_keys", step.stale().cached());
            call.put("stale_keys", step.stale().stale());
            call.put("max_angle_error", worst(step.stale().angle().orElse(null)));
            call.put("max_score_error", worst(step.stale().score().orElse(null)));
            calls.add(call);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("strategy", setup.strategy().type().id());
        document.put("remember", rule.name().toLowerCase(Locale.ROOT));
        document.put("calls", calls);
        return Json.text(document);
    }

    private static Map<String, Object> worst(StaleKeys.Worst worst) {
        if (worst == null) {
            return null;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("value", worst.value());
        map.put("key", worst.key());
        map.put("pair", worst.pair());
        return map;
    }

    private static String table(RopeSetup setup, StateRule rule, List<Step> steps) {
        StringBuilder text = new StringBuilder(setup.strategy().type().id() + ", "
                + setup.dialect().version() + " remembers: " + rule.name().toLowerCase(Locale.ROOT) + "\n");
        text.append(String.format(
                Locale.ROOT,
                "%10s %12s %20s %12s %12s  %s\n",
                "call",
                "made for",
                "attention factor",
                "cached keys",
                "stale keys",
                "largest angle error (radians) of a cached key"));
        for (Step step : steps) {
            text.append(String.format(
                    Locale.ROOT,
                    "%10d %12d %20s %12d %12d  %s\n",
                    step.length(),
                    step.effectiveLength(),
                    step.encoding().attention().amplitude(),
                    step.stale().cached(),
                    step.stale().stale(),
                    step.stale()
                            .angle()
                            .map(worst -> String.format(
                                    Locale.ROOT, "%.4g at key %d, pair %d", worst.value(), worst.key(), worst.pair()))
                            .orElse("none")));
        }
        return text.toString();
    }
}
