package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.ContextField;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.StrategyType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Another kind of scaling of the catalogue at other trained lengths, or with whatever factor fits the rows: asked only where
 * nothing simpler explains them.
 */
final class FittedStrategy implements ScheduleFamily {
    private static final double START = 4;

    @Override
    public List<ScheduleGuess> guesses(Evidence evidence) {
        List<ScheduleGuess> guesses = new ArrayList<>();
        ParameterFit fit = new ParameterFit(evidence);
        for (StrategyType type : OtherStrategy.types(evidence)) {
            boolean scales = type.parameters().stream().anyMatch(p -> p.name().equals("factor"));
            for (Map<String, Object> block : OtherStrategy.blocks(type, evidence.setting())) {
                for (Setting from : trainedLengths(type, evidence)) {
                    from.with(block)
                            .flatMap(setting -> OtherStrategy.guess(evidence, setting, Rank.OTHER_KIND))
                            .ifPresent(guesses::add);
                }
                if (scales) {
                    guesses.addAll(fitted(evidence, fit, type, block));
                }
            }
        }
        return guesses;
    }

    /** The declared context, and where the type depends on the trained length, the same with lengths that engines confuse. */
    private static List<Setting> trainedLengths(StrategyType type, Evidence evidence) {
        Setting declared = evidence.setting();
        List<Setting> all = new ArrayList<>(List.of(declared));
        if (type.reads().contains(ContextField.TRAINED_LENGTH)) {
            Lengths lengths = declared.context().lengths();
            for (int trained : ConfigNumbers.lengths(evidence)) {
                if (trained != lengths.trained()) {
                    all.add(new Setting(
                            declared.strategy(),
                            declared.context().withLengths(new Lengths(trained, lengths.target(), lengths.current()))));
                }
            }
        }
        return all;
    }

    private static List<ScheduleGuess> fitted(
            Evidence evidence, ParameterFit fit, StrategyType type, Map<String, Object> block) {
        List<Setting> contexts =
                evidence.plainDeclared() ? trainedLengths(type, evidence) : List.of(evidence.setting());
        List<ScheduleGuess> guesses = new ArrayList<>();
        for (Setting from : contexts) {
            OptionalDouble factor = fit.find(
                    v -> withFactor(from, block, v)
                            .flatMap(OtherStrategy::straight)
                            .map(e -> e.frequencies().toArray()),
                    START);
            if (factor.isPresent()) {
                Rank rank = Rounded.few(factor.getAsDouble()) ? Rank.TWO_PARAMETERS : Rank.FITTED;
                withFactor(from, block, factor.getAsDouble())
                        .flatMap(setting -> OtherStrategy.guess(evidence, setting, rank))
                        .ifPresent(guesses::add);
            }
        }
        return guesses;
    }

    private static Optional<Setting> withFactor(Setting from, Map<String, Object> block, double factor) {
        Map<String, Object> changed = new LinkedHashMap<>(block);
        changed.put("factor", factor);
        return from.with(changed);
    }
}
