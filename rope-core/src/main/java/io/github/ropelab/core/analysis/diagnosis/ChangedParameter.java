package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.BASE_WRONG;
import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.DYNAMIC_NTK;
import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.PARAMS_WRONG;

import io.github.ropelab.core.ContextField;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/** The declared kind of scaling with one parameter changed, to any value, or two, to values that stand about. */
final class ChangedParameter implements ScheduleFamily {
    private static final double[] BASES = {10_000, 500_000, 1_000_000};

    /** One way to change a setting. */
    private record Change(String key, Setting to) {}

    @Override
    public List<ScheduleGuess> guesses(Evidence evidence) {
        Setting declared = evidence.setting();
        if (evidence.plainDeclared() && !declared.strategy().dynamic()) {
            return List.of();
        }
        List<ScheduleGuess> guesses = new ArrayList<>();
        List<Change> changes = changes(evidence, declared);
        for (Change change : changes) {
            if (holds(evidence, change.to())) {
                guesses.add(guess(evidence, List.of(change), change.to(), Rank.KNOWN_PARAMETER));
            }
        }
        if (guesses.isEmpty()) {
            guesses.addAll(fittedValues(evidence));
        }
        if (guesses.isEmpty()) {
            guesses.addAll(twoChanges(evidence, changes));
        }
        return guesses;
    }

    /** One parameter at whatever value fits. */
    private static List<ScheduleGuess> fittedValues(Evidence evidence) {
        Setting declared = evidence.setting();
        List<ScheduleGuess> guesses = new ArrayList<>();
        ParameterFit fit = new ParameterFit(evidence);
        for (ParameterDoc parameter : declared.strategy().type().parameters()) {
            if (ConfigNumbers.numeric(parameter)) {
                Object given = declared.strategy().parameters().get(parameter.name());
                double start = given instanceof Number number
                        ? number.doubleValue()
                        : ((Number) parameter.examples().get(0)).doubleValue();
                fitted(guesses, evidence, fit, parameter.name(), start, v -> declared.with(parameter.name(), v));
            }
        }
        if (!DynamicBase.isDynamicBase(declared)) {
            fitted(
                    guesses,
                    evidence,
                    fit,
                    "rope_theta",
                    declared.context().base(),
                    v -> v > 1 ? Optional.of(declared.withBase(v)) : Optional.empty());
            if (declared.strategy().type().reads().contains(ContextField.TRAINED_LENGTH)) {
                fitted(
                        guesses,
                        evidence,
                        fit,
                        "original_max_position_embeddings",
                        declared.context().lengths().trained(),
                        v -> Optional.of(trainedAt(declared, v)));
            }
        }
        return guesses;
    }

    private static void fitted(
            List<ScheduleGuess> guesses,
            Evidence evidence,
            ParameterFit fit,
            String key,
            double start,
            DoubleFunction<Optional<Setting>> settings) {
        OptionalDouble value = fit.find(
                v -> settings.apply(v).flatMap(Setting::tried).map(e -> e.frequencies()
                        .toArray()),
                start);
        if (value.isEmpty() || value.getAsDouble() == start) {
            return;
        }
        Setting setting = settings.apply(value.getAsDouble()).orElseThrow();
        guesses.add(guess(
                evidence,
                List.of(new Change(key, setting)),
                setting,
                Rounded.few(value.getAsDouble()) ? Rank.ROUND_PARAMETER : Rank.FITTED));
    }

    /** Two changes, each to a value of the config, to a default, or to the other choice. */
    private static List<ScheduleGuess> twoChanges(Evidence evidence, List<Change> firsts) {
        List<ScheduleGuess> guesses = new ArrayList<>();
        for (Change first : firsts) {
            for (Change second : changes(evidence, first.to())) {
                if (second.key().compareTo(first.key()) > 0 && holds(evidence, second.to())) {
                    guesses.add(guess(evidence, List.of(first, second), second.to(), Rank.TWO_PARAMETERS));
                }
            }
        }
        return guesses;
    }

    private static boolean holds(Evidence evidence, Setting to) {
        Optional<PositionEncoding> encoding = to.tried();
        return encoding.isPresent()
                && evidence.holds(encoding.get().frequencies().toArray());
    }

    private static List<Change> changes(Evidence evidence, Setting from) {
        List<Change> changes = new ArrayList<>();
        for (ParameterDoc parameter : from.strategy().type().parameters()) {
            Object given = from.strategy().parameters().get(parameter.name());
            for (Object value : ConfigNumbers.values(from, parameter)) {
                if (!value.equals(given)) {
                    from.with(parameter.name(), value).ifPresent(to -> changes.add(new Change(parameter.name(), to)));
                }
            }
        }
        for (double base : BASES) {
            if (base != from.context().base()) {
                changes.add(new Change("rope_theta", from.withBase(base)));
            }
        }
        if (from.strategy().type().reads().contains(ContextField.TRAINED_LENGTH)) {
            for (int length : ConfigNumbers.lengths(evidence)) {
                if (length != from.context().lengths().trained()) {
                    changes.add(new Change("original_max_position_embeddings", trainedAt(from, length)));
                }
            }
        }
        return changes;
    }

    private static Setting trainedAt(Setting from, double length) {
        RopeContext context = from.context();
        int trained = (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.rint(length)));
        Lengths lengths = context.lengths();
        return new Setting(
                from.strategy(), context.withLengths(new Lengths(trained, lengths.target(), lengths.current())));
    }

    private static ScheduleGuess guess(Evidence evidence, List<Change> changes, Setting setting, Rank rank) {
        Map<String, Object> was = evidence.setting().described();
        Map<String, Object> is = setting.described();
        List<String> words = new ArrayList<>();
        for (Change change : changes) {
            Object before = was.get(change.key());
            words.add(change.key() + " is " + text(is.get(change.key()))
                    + (before == null ? "" : " instead of " + text(before)));
        }
        DefectCategory category = DynamicBase.isDynamicBase(evidence.setting())
                ? DYNAMIC_NTK
                : changes.size() == 1 && changes.get(0).key().equals("rope_theta") ? BASE_WRONG : PARAMS_WRONG;
        return ScheduleGuess.of(category, String.join(", and ", words), setting, setting.encoding(), rank);
    }

    private static String text(Object value) {
        return value instanceof Number number ? Rounded.text(number.doubleValue()) : String.valueOf(value);
    }
}
