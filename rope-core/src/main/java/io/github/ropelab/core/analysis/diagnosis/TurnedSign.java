package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.SIGN_FORMULA;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rotation is inverse, or sine and cosine have changed places. */
final class TurnedSign implements Family {
    @Override
    public List<Hypothesis> hypotheses(Evidence evidence, List<ScheduleGuess> guesses) {
        List<Hypothesis> hypotheses = new ArrayList<>();
        for (ScheduleGuess guess : guesses) {
            if (guess.rank().compareTo(Rank.NAMED) > 0) {
                continue;
            }
            RotationModel model = RotationModel.schedule(guess.omega(), evidence.axes());
            boolean declared = guess.rank() == Rank.DECLARED;
            Map<String, Object> observed = new LinkedHashMap<>(declared ? Map.of() : guess.observed());
            observed.put("sign", -1);
            String also = declared ? "" : "; moreover, " + guess.defect();
            Rank rank = declared ? Rank.FORMULA : Rank.TWO_PARAMETERS;
            hypotheses.add(new Hypothesis(
                    SIGN_FORMULA,
                    "the rotation is inverse: the sine has the other sign (harmless only for weights trained so)"
                            + also,
                    observed,
                    model.negated(),
                    guess.amplitude(),
                    rank));
            Map<String, Object> swapped = new LinkedHashMap<>(declared ? Map.of() : guess.observed());
            swapped.put("sine_and_cosine", "swapped");
            hypotheses.add(new Hypothesis(
                    SIGN_FORMULA,
                    "sine and cosine have changed places" + also,
                    swapped,
                    (position, row, pair) -> Math.PI / 2 - model.phase(position, row, pair),
                    guess.amplitude(),
                    rank));
        }
        return hypotheses;
    }
}
