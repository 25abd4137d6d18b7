package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.SIGN_FORMULA;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Angles in turns or degrees where radians are meant. */
final class WrongUnit implements ScheduleFamily {
    private static final Map<String, Double> UNITS = units();

    private static Map<String, Double> units() {
        Map<String, Double> all = new LinkedHashMap<>();
        all.put("π/180: radians are taken for degrees", Math.PI / 180);
        all.put("180/π: degrees are computed", 180 / Math.PI);
        all.put("2π: turns are taken for radians", 2 * Math.PI);
        all.put("1/2π: turns are computed", 1 / (2 * Math.PI));
        all.put("π", Math.PI);
        return all;
    }

    @Override
    public List<ScheduleGuess> guesses(Evidence evidence) {
        List<ScheduleGuess> guesses = new ArrayList<>();
        UNITS.forEach((words, unit) -> {
            double[] omega = evidence.declared();
            for (int i = 0; i < omega.length; i++) {
                omega[i] *= unit;
            }
            guesses.add(new ScheduleGuess(
                    SIGN_FORMULA,
                    "every angle is multiplied by " + words,
                    Map.of("angle_scale", unit),
                    omega,
                    evidence.declaration().encoding().attention().amplitude(),
                    Rank.FORMULA));
        });
        return guesses;
    }
}
