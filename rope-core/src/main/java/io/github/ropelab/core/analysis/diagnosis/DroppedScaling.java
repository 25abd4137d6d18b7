package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.SCALING_DROPPED;

import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The scaling of the config, or one of its parts, is not applied. */
final class DroppedScaling implements ScheduleFamily {
    @Override
    public List<ScheduleGuess> guesses(Evidence evidence) {
        Setting declared = evidence.setting();
        if (evidence.plainDeclared() || RotatedPairs.stopsPairs(evidence.declared())) {
            return List.of();
        }
        List<ScheduleGuess> guesses = new ArrayList<>();
        ScheduleGuess plain = guess(
                "the declared " + declared.ropeType() + " scaling is not applied: plain frequencies", declared.plain());
        OptionalDouble ratio = evidence.commonDivisor();
        if (ratio.isPresent()) {
            Map<String, Object> observed = new LinkedHashMap<>(plain.observed());
            observed.put("position_scale", Rounded.to(ratio.getAsDouble(), 12));
            guesses.add(new ScheduleGuess(
                    SCALING_DROPPED,
                    plain.defect() + " (or, which is the same, the declared ones at "
                            + Rounded.text(ratio.getAsDouble()) + " times the position)",
                    observed,
                    plain.omega(),
                    plain.amplitude(),
                    Rank.NAMED));
        } else {
            guesses.add(plain);
        }
        if (declared.strategy().block().get("parts") instanceof List<?> parts) {
            for (Object part : parts) {
                Map<String, Object> block = Params.asBlock("parts", part);
                declared.with(block)
                        .filter(alone -> alone.tried().isPresent())
                        .ifPresent(alone -> guesses.add(guess(
                                "of the joined modifications only " + alone.ropeType() + " changes the frequencies",
                                alone)));
            }
        }
        return guesses;
    }

    private static ScheduleGuess guess(String defect, Setting setting) {
        PositionEncoding encoding = setting.encoding();
        return ScheduleGuess.of(SCALING_DROPPED, defect, setting, encoding, Rank.NAMED);
    }
}
