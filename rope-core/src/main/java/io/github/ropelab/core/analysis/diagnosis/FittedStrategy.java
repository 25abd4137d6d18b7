package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.StrategyType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Another kind of scaling of the catalogue, with whatever factor fits the rows. */
final class FittedStrategy implements ScheduleFamily {
    private static final double START = 4;

    @Override
    public List<ScheduleGuess> guesses(Evidence evidence) {
        List<ScheduleGuess> guesses = new ArrayList<>();
        ParameterFit fit = new ParameterFit(evidence);
        for (StrategyType type : OtherStrategy.types(evidence)) {
            if (type.parameters().stream().anyMatch(p -> p.name().equals("factor"))) {
                for (Map<String, Object> block : OtherStrategy.blocks(type, evidence.setting())) {
                    guesses.addAll(fitted(evidence, fit, type, block));
                }
            }
        }
        return guesses;
    }

    private static List<ScheduleGuess> fitted(
            Evidence evidence, ParameterFit fit, StrategyType type, Map<String, Object> block) {
        List<Setting> contexts =
                evidence.plainDeclared() ? OtherStrategy.trainedLengths(type, evidence) : List.of(evidence.setting());
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
