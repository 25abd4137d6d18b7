package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.SIGN_FORMULA;

import java.util.List;
import java.util.Map;

/** The declared scaling the wrong way round: ω = θ·(θ/ω'), multiplied where it is to be divided. */
final class InvertedScaling implements ScheduleFamily {
    @Override
    public List<ScheduleGuess> guesses(Evidence evidence) {
        double[] omega = evidence.declared();
        if (evidence.plainDeclared() || RotatedPairs.stopsPairs(omega)) {
            return List.of();
        }
        double[] theta = evidence.setting().context().baseFrequencies().toArray();
        for (int i = 0; i < omega.length; i++) {
            omega[i] = theta[i] * theta[i] / omega[i];
        }
        return List.of(new ScheduleGuess(
                SIGN_FORMULA,
                "the declared " + evidence.setting().ropeType()
                        + " scaling is the wrong way round: frequencies are multiplied where they are to be divided",
                Map.of("rope_type", evidence.setting().ropeType(), "scaling", "inverted"),
                omega,
                evidence.declaration().encoding().attention().amplitude(),
                Rank.FORMULA));
    }
}
