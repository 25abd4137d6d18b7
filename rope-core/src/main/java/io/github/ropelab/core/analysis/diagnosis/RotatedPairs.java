package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.PARTIAL_ROTARY;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.RotaryGeometry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** More or fewer pairs rotate than declared: all of them where some are to stand still, or only the first few. */
final class RotatedPairs implements ScheduleFamily {
    @Override
    public List<ScheduleGuess> guesses(Evidence evidence) {
        double[] declared = evidence.declared();
        List<ScheduleGuess> guesses = new ArrayList<>();
        if (stopsPairs(declared)) {
            double[] all = evidence.setting().context().baseFrequencies().toArray();
            guesses.add(guess(
                    evidence,
                    all,
                    all.length,
                    "all " + all.length + " pairs rotate, only " + turning(declared) + " should"));
        }
        int turning = turning(evidence);
        if (turning < declared.length && turning > 0 && turning != turning(declared)) {
            for (double[] whole : new double[][] {
                declared, evidence.setting().context().baseFrequencies().toArray(), narrow(evidence, turning)
            }) {
                double[] some = new double[declared.length];
                System.arraycopy(whole, 0, some, 0, turning);
                guesses.add(guess(
                        evidence,
                        some,
                        turning,
                        "only the first " + turning + " of " + turning(declared) + " pairs rotate"));
            }
        }
        return guesses;
    }

    /** Whether some pairs stand still. */
    static boolean stopsPairs(double[] omega) {
        return turning(omega) < omega.length;
    }

    /** How many pairs turn at all. */
    static int turning(double[] omega) {
        int turning = 0;
        for (double w : omega) {
            turning += w == 0 ? 0 : 1;
        }
        return turning;
    }

    /** Pairs up to the last that is seen to turn. */
    private static int turning(Evidence evidence) {
        for (int i = evidence.sample().pairs() - 1; i >= 0; i--) {
            double moved =
                    Math.abs(evidence.free().omega(i)) * evidence.sample().largestPosition();
            if (Double.isNaN(evidence.free().omega(i))
                    || moved > 2 * evidence.sample().noise(0)) {
                return i + 1;
            }
        }
        return 0;
    }

    /** The frequencies of a width of {@code turning} pairs. */
    private static double[] narrow(Evidence evidence, int turning) {
        return FrequencySchedule.geometric(evidence.setting().context().base(), 2 * turning)
                .toArray();
    }

    private static ScheduleGuess guess(Evidence evidence, double[] omega, int turning, String defect) {
        RotaryGeometry geometry = evidence.setting().context().geometry();
        Map<String, Object> observed = new LinkedHashMap<>();
        observed.put("rotated_pairs", turning);
        observed.put("freq_denominator", geometry.rotaryDim());
        observed.put("partner_offset", PairChoice.of(geometry).offset());
        return new ScheduleGuess(PARTIAL_ROTARY, defect, observed, omega, 1, Rank.NAMED);
    }
}
