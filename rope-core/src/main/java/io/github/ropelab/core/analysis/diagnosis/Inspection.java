package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.ATTENTION_FACTOR;
import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.PRECISION_POSITIONS;

import io.github.ropelab.core.PairAxes;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.Uniform;
import io.github.ropelab.core.kernel.NumberFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One part of a dump, reduced to a rotation of the declared pairs, against the declaration.
 *
 * @param name of the part
 * @param observed the rotation
 * @param same whether phases are as declared, on every finite cell
 * @param magnitude factor on cos and sin
 * @param moved whether it is the declared rotation whose components were written in another order
 * @param found explanations that fit, best first; the declared one alone where nothing is wrong
 */
record Inspection(
        String name,
        ObservedRotation observed,
        boolean same,
        Magnitude magnitude,
        boolean moved,
        List<Hypothesis> found) {
    private static final int KEPT = 12;

    /** Compares, and explains where it differs. */
    static Inspection of(ObservedRotation observed, Declaration declaration, boolean keys) {
        PositionEncoding encoding = declaration.encoding();
        Magnitude magnitude = Magnitude.of(observed, encoding.attention().amplitude());
        boolean amplitude = magnitude.asDeclared() || !encoding.radial().isNone() || !observed.hasRows();
        DeclaredPhase declared = DeclaredPhase.of(declaration, keys);
        Fit whole = Fit.of(observed, declared);
        Optional<Hypothesis> holes = Holes.of(observed, declaration);
        boolean same =
                (whole.fits() || whole.cells() == 0) && holes.isEmpty() && !roundedFrequencies(observed, declaration);
        List<Hypothesis> found = new ArrayList<>();
        if (same && amplitude) {
            found.add(declaredHypothesis(declaration, declared));
        } else if (same) {
            found.add(wrongFactor(declaration, magnitude, declared));
        } else if (whole.fits() && holes.isEmpty()) {
            found.add(lowFrequencies(observed, declaration));
        } else {
            holes.ifPresent(found::add);
            found.addAll(explanations(observed, declaration, whole, magnitude));
            if (holes.isPresent() && found.size() > 1) {
                Holes.prefer(found);
            }
        }
        return new Inspection(observed.name(), observed, same, magnitude, false, found);
    }

    boolean fine() {
        return same && found.stream().anyMatch(h -> h.rank() == Rank.DECLARED);
    }

    static Hypothesis declaredHypothesis(Declaration declaration, RotationModel declared) {
        return new Hypothesis(
                DefectCategory.NONE,
                "the declared rotation is applied",
                Map.of("same_as_declared", true),
                declared,
                declaration.encoding().attention().amplitude(),
                Rank.DECLARED);
    }

    private static Hypothesis wrongFactor(Declaration declaration, Magnitude magnitude, RotationModel declared) {
        Magnitude.Origin origin = magnitude.origin(declaration.setting());
        Map<String, Object> observed = new LinkedHashMap<>();
        observed.put("rope_type", declaration.setting().ropeType());
        observed.put("attention_factor", origin.value());
        return new Hypothesis(
                ATTENTION_FACTOR,
                "the frequencies are right; the factor on cos and sin is " + Rounded.text(origin.value())
                        + " instead of " + Rounded.text(magnitude.declared()) + " ("
                        + origin.words() + ")",
                observed,
                declared,
                origin.value(),
                Rank.NAMED);
    }

    private static Hypothesis lowFrequencies(ObservedRotation observed, Declaration declaration) {
        String name = LowPrecision.spelt(observed.format());
        double[] omega = declaration.encoding().frequencies().toArray();
        for (int i = 0; i < omega.length; i++) {
            omega[i] = observed.format().round((float) omega[i]);
        }
        return new Hypothesis(
                PRECISION_POSITIONS,
                "the frequencies are the declared ones rounded to " + name + ", whose error grows with the position",
                Map.of("dtype", name + " frequencies"),
                RotationModel.schedule(omega, PairAxes.single()),
                Double.NaN,
                Rank.FORMULA);
    }

    /** Whether dumped frequencies are rounded to a half format, and the declared ones are not numbers of it. */
    private static boolean roundedFrequencies(ObservedRotation observed, Declaration declaration) {
        boolean half = observed.format() == NumberFormat.BFLOAT16 || observed.format() == NumberFormat.FLOAT16;
        if (observed.hasRows() || !half) {
            return false;
        }
        for (double omega : declaration.encoding().frequencies().toArray()) {
            if (observed.format().round((float) omega) != (float) omega) {
                return true;
            }
        }
        return false;
    }

    private static List<Hypothesis> explanations(
            ObservedRotation observed, Declaration declaration, Fit whole, Magnitude magnitude) {
        int[] rows = Sample.rows(observed.rows(), Math.max(0, whole.firstRow()));
        ObservedRotation sample = rows.length == observed.rows() ? observed : observed.select(rows);
        Evidence evidence = Evidence.of(sample, declaration);
        List<ScheduleGuess> guesses = new ArrayList<>();
        guesses.add(declaredGuess(declaration));
        for (ScheduleFamily family : ScheduleFamilies.builtIn()) {
            guesses.addAll(family.guesses(evidence));
        }
        guesses.removeIf(guess -> guess.omega().length != observed.pairs());
        List<Hypothesis> found = holding(evidence, observed, guesses, magnitude);
        if (found.isEmpty() || found.get(0).rank().compareTo(Rank.FITTED) > 0) {
            guesses.addAll(new FittedStrategy().guesses(evidence));
            guesses.removeIf(guess -> guess.omega().length != observed.pairs());
            found = holding(evidence, observed, guesses, magnitude);
        }
        return found.size() > KEPT ? new ArrayList<>(found.subList(0, KEPT)) : found;
    }

    /** Explanations that hold on every row, best first. */
    private static List<Hypothesis> holding(
            Evidence evidence, ObservedRotation observed, List<ScheduleGuess> guesses, Magnitude magnitude) {
        ObservedRotation sample = evidence.sample();
        guesses.sort(Comparator.comparing(ScheduleGuess::rank));
        List<Hypothesis> found = new ArrayList<>();
        for (Family family : Families.builtIn()) {
            for (Hypothesis hypothesis : family.hypotheses(evidence, guesses)) {
                if (hypothesis.rank() != Rank.DECLARED
                        && Fit.holds(sample, hypothesis.model())
                        && (sample == observed || Fit.holds(observed, hypothesis.model()))) {
                    found.add(hypothesis);
                }
            }
        }
        boolean changed = found.stream()
                .anyMatch(h -> h.category() == DefectCategory.PARAMS_WRONG
                        && h.rank() == Rank.TWO_PARAMETERS
                        && magnitude.suits(h.amplitude()));
        found.sort(Comparator.comparing((Hypothesis h) -> changed ? believed(h, magnitude) : h.rank())
                .thenComparing(h -> !magnitude.suits(h.amplitude())));
        return found;
    }

    /** Another kind of scaling whose factor on cos and sin is not the observed one comes after two changed parameters. */
    private static Rank believed(Hypothesis hypothesis, Magnitude magnitude) {
        boolean half = hypothesis.rank() == Rank.OTHER_KIND && !magnitude.suits(hypothesis.amplitude());
        return half ? Rank.FITTED : hypothesis.rank();
    }

    private static ScheduleGuess declaredGuess(Declaration declaration) {
        PositionEncoding encoding = declaration.encoding();
        double[] omega = encoding.frequencies().toArray();
        if (encoding.positions() instanceof Uniform uniform) {
            double slope = uniform.branch().query().slope().orElse(1);
            for (int i = 0; i < omega.length; i++) {
                omega[i] *= slope;
            }
        }
        return new ScheduleGuess(
                DefectCategory.NONE,
                "the declared frequencies",
                declaration.setting().described(),
                omega,
                encoding.attention().amplitude(),
                Rank.DECLARED);
    }
}
