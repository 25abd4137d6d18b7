package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.PARAMS_WRONG;

import io.github.ropelab.core.RopeContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * YaRN's beta_fast and beta_slow in each other's place: the ramp runs backwards, fast pairs are interpolated and slow ones
 * kept. No strategy of the catalogue allows it. The ramp is that of transformers: γ = clamp((i - low)/(high - low)),
 * low = ⌊c(beta_fast)⌋, high = ⌈c(beta_slow)⌉, c(β) = d·ln(m_l/2πβ)/(2 ln b).
 */
final class SwappedBetas implements ScheduleFamily {
    @Override
    public List<ScheduleGuess> guesses(Evidence evidence) {
        Setting declared = evidence.setting();
        Map<String, Object> parameters = declared.described();
        if (!(parameters.get("beta_fast") instanceof Number fast)
                || !(parameters.get("beta_slow") instanceof Number slow)
                || !(parameters.get("factor") instanceof Number factor)) {
            return List.of();
        }
        RopeContext context = declared.context();
        int d = context.geometry().rotaryDim();
        double low = Math.max(0, Math.floor(index(slow.doubleValue(), context)));
        double high = Math.min(d - 1, Math.ceil(index(fast.doubleValue(), context)));
        double[] omega = context.baseFrequencies().toArray();
        for (int i = 0; i < omega.length; i++) {
            double ramp = Math.min(1, Math.max(0, (i - low) / (high - low)));
            omega[i] = omega[i] / factor.doubleValue() * ramp + omega[i] * (1 - ramp);
        }
        Map<String, Object> observed = new LinkedHashMap<>(parameters);
        observed.put("beta_fast", slow);
        observed.put("beta_slow", fast);
        return List.of(new ScheduleGuess(
                PARAMS_WRONG,
                "beta_fast and beta_slow are in each other's place: fast pairs are interpolated, slow ones kept",
                observed,
                omega,
                evidence.declaration().encoding().attention().amplitude(),
                Rank.FORMULA));
    }

    private static double index(double beta, RopeContext context) {
        double turns = context.lengths().trained() / (2 * Math.PI * beta);
        return context.geometry().rotaryDim() * StrictMath.log(turns) / (2 * StrictMath.log(context.base()));
    }
}
