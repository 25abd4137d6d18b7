package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.VARIANT_SUBSTITUTED;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.StrategyClass;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.Uniform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Another kind of scaling of the catalogue, with the config's numbers where names coincide. */
final class OtherStrategy implements ScheduleFamily {
    @Override
    public List<ScheduleGuess> guesses(Evidence evidence) {
        List<ScheduleGuess> guesses = new ArrayList<>();
        for (StrategyType type : types(evidence)) {
            for (Map<String, Object> block : blocks(type, evidence.setting())) {
                evidence.setting()
                        .with(block)
                        .flatMap(setting -> guess(evidence, setting, Rank.OTHER_KIND))
                        .ifPresent(guesses::add);
            }
        }
        return guesses;
    }

    /** Every other kind that changes frequencies. */
    static List<StrategyType> types(Evidence evidence) {
        String declared = evidence.setting().strategy().type().id();
        return Setting.CATALOG.types().stream()
                .filter(type -> type.classes().contains(StrategyClass.FREQUENCY_MAP))
                .filter(type -> !type.id().equals(declared))
                .toList();
    }

    /** The type's block, and one for each switch of it that is turned. */
    static List<Map<String, Object>> blocks(StrategyType type, Setting declared) {
        Map<String, Object> block = block(type, declared);
        List<Map<String, Object>> blocks = new ArrayList<>(List.of(block));
        for (ParameterDoc parameter : type.parameters()) {
            if (parameter.examples().get(0) instanceof Boolean && !block.containsKey(parameter.name())) {
                Map<String, Object> turned = new LinkedHashMap<>(block);
                turned.put(parameter.name(), !Boolean.parseBoolean(parameter.defaultValue()));
                blocks.add(turned);
            }
        }
        return blocks;
    }

    /** The type's block: parameters that the declared strategy has too, and the factor under whatever name. */
    private static Map<String, Object> block(StrategyType type, Setting declared) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("rope_type", type.id());
        for (ParameterDoc parameter : type.parameters()) {
            Object given = declared.strategy().parameters().get(parameter.name());
            if (given != null && !parameter.name().equals("attention_factor")) {
                block.put(parameter.name(), given);
            }
        }
        return block;
    }

    /** The effect, where it is frequencies on straight positions. */
    static Optional<PositionEncoding> straight(Setting setting) {
        try {
            return setting.tried()
                    .filter(e -> e.positions().equals(Uniform.identity())
                            && e.radial().isNone());
        } catch (InvalidParameter notDefined) {
            return Optional.empty();
        }
    }

    /** The guess that the setting is applied; empty where another family says the same. */
    static Optional<ScheduleGuess> guess(Evidence evidence, Setting setting, Rank rank) {
        Setting declared = evidence.setting();
        Optional<PositionEncoding> encoding = straight(setting);
        boolean speedsUp = encoding.isPresent()
                && encoding.get().frequencies().omega(0)
                        > setting.plain().encoding().frequencies().omega(0);
        boolean single = setting.tried()
                .map(e -> e.trace().derived().containsKey("base"))
                .orElse(false);
        if (encoding.isEmpty()
                || speedsUp
                || single && DynamicBase.isDynamicBase(declared)
                || encoding.get().frequencies().pairs() != evidence.sample().pairs()
                || encoding.get()
                        .frequencies()
                        .equals(setting.plain().encoding().frequencies())) {
            return Optional.empty();
        }
        return Optional.of(ScheduleGuess.of(
                VARIANT_SUBSTITUTED,
                evidence.plainDeclared()
                        ? setting.ropeType() + " scaling is applied, none is declared"
                        : setting.ropeType() + " scaling is applied in the place of the declared "
                                + declared.ropeType(),
                setting,
                encoding.get(),
                rank));
    }
}
