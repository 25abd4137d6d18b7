package io.github.ropelab.core.analysis.diagnosis;

import java.util.List;

/**
 * How far an explanation is to be trusted: by how many numbers had to be found for it, halved where an explanation of
 * another category that is as simple fits too. A convention, not a probability.
 */
public final class Confidence {
    private Confidence() {}

    static double of(Hypothesis chosen, List<Hypothesis> others, Magnitude magnitude) {
        double alone =
                switch (chosen.rank()) {
                    case DECLARED -> 1;
                    case NAMED -> 0.98;
                    case FORMULA, WHOLE_NUMBER -> 0.95;
                    case KNOWN_PARAMETER -> 0.92;
                    case ROUND_PARAMETER -> 0.9;
                    case OTHER_KIND -> 0.85;
                    case TWO_PARAMETERS -> 0.75;
                    case FITTED -> 0.7;
                    case SPLIT -> 0.6;
                    case FREE -> 0.4;
                };
        boolean rival = others.stream()
                .anyMatch(other -> other.rank() == chosen.rank()
                        && other.category() != chosen.category()
                        && magnitude.suits(other.amplitude()));
        return rival ? alone / 2 : alone;
    }
}
