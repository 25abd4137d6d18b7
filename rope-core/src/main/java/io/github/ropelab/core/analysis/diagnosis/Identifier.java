package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.PairAxes;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.strategy.Strategies;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Finds the strategy behind a dump without a config: a base is read off the fastest pairs, plain frequencies of that base
 * are declared for the time being, and whatever explains the difference is the strategy.
 */
public final class Identifier {
    /** Kinds of scaling that engines know by name; others are said only where none of these fits. */
    private static final Set<String> USUAL_TYPES =
            Set.of("default", "linear", "dynamic", "yarn", "llama3", "proportional");

    private static final int MOST_ALTERNATIVES = 6;
    private static final int UNKNOWN_LENGTH = 8192;
    private static final double LINES_ALONE = 0.3;

    private final List<Found> found = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private record Found(Hypothesis hypothesis, Setting plain, Magnitude magnitude) {}

    private Identifier() {}

    /**
     * The best strategy.
     *
     * @throws InvalidParameter if positions have several axes: without a config nothing says which pairs read which
     */
    public static Identification identify(RotationDump dump) {
        InvalidParameter.require(
                dump.positions().length == 1,
                "positions",
                dump.positions().length + " axes",
                "have one axis where no config is given");
        return new Identifier().run(dump);
    }

    private Identification run(RotationDump dump) {
        UndeclaredShape layout = UndeclaredShape.of(dump);
        notes.addAll(layout.notes());
        ObservedRotation observed = turnedForward(layout);
        int[] rows = Sample.rows(observed.rows());
        ObservedRotation sample = rows.length == observed.rows() ? observed : observed.select(rows);
        boolean whole = everyPairShows(sample);
        Set<Double> bases = whole ? SuggestedBases.of(sample, layout.geometry()) : Set.of();
        bases.forEach(base -> lookForPlain(observed, base, layout.geometry()));
        for (double base : bases) {
            if (found.stream().noneMatch(f -> f.hypothesis().rank().compareTo(Rank.TWO_PARAMETERS) <= 0)) {
                look(observed, base, layout.geometry());
            }
        }
        found.sort(Comparator.comparing((Found f) -> f.hypothesis().rank())
                .thenComparing(f -> !USUAL_TYPES.contains(described(f).get("rope_type")))
                .thenComparing(f -> !f.magnitude().suits(f.hypothesis().amplitude()))
                .thenComparing(f -> !Rounded.few(f.plain().context().base())));
        Magnitude magnitude = Magnitude.of(observed, 1);
        boolean measured = observed.hasRows() && magnitude.flat();
        if (!measured) {
            notes.add("the dump shows no factor on cos and sin");
        }
        if (found.isEmpty()) {
            Optional<Map<String, Object>> lines = whole ? pairByPair(sample, layout.geometry()) : Optional.empty();
            if (!whole) {
                notes.add("some pairs are not finite in any row");
            }
            lines.ifPresent(layout.words()::putAll);
            return new Identification(
                    lines.isEmpty()
                            ? "no known strategy fits the rows"
                            : "no known formula fits, but every pair turns evenly: frequencies of its own for each pair, as"
                                    + " LongRoPE has them",
                    Map.copyOf(layout.words()),
                    measured ? magnitude.observed() : 1,
                    measured,
                    observed.name(),
                    observed.format().id(),
                    lines.isEmpty() ? 0 : LINES_ALONE,
                    List.of(),
                    List.copyOf(notes));
        }
        Found best = found.get(0);
        Map<String, Object> words = described(best);
        words.putAll(layout.words());
        double amplitude = measured ? amplitude(best) : 1;
        words.put("attention_factor", amplitude);
        List<Hypothesis> others = found.stream().skip(1).map(Found::hypothesis).toList();
        boolean rival = found.stream()
                .skip(1)
                .anyMatch(f -> f.hypothesis().rank() == best.hypothesis().rank()
                        && !described(f).get("rope_type").equals(words.get("rope_type"))
                        && f.magnitude().suits(f.hypothesis().amplitude()));
        double confidence = Confidence.of(best.hypothesis(), others, magnitude);
        return new Identification(
                sentence(best),
                words,
                amplitude,
                measured,
                observed.name(),
                observed.format().id(),
                rival ? confidence / 2 : confidence,
                alternatives(best),
                List.copyOf(notes));
    }

    private static double amplitude(Found best) {
        double known = best.hypothesis().amplitude();
        return best.magnitude().suits(known) && !Double.isNaN(known)
                ? known
                : best.magnitude().observed();
    }

    private static boolean everyPairShows(ObservedRotation sample) {
        for (int i = 0; i < sample.pairs(); i++) {
            boolean shows = false;
            for (int t = 0; t < sample.rows() && !shows; t++) {
                shows = !Double.isNaN(sample.phase(t, i));
            }
            if (!shows) {
                return false;
            }
        }
        return true;
    }

    /** Where most pairs turn backwards the rotation is inverse; it is looked at as if it were not. */
    private ObservedRotation turnedForward(UndeclaredShape layout) {
        FreeFit free = FreeFit.of(
                layout.observed().select(Sample.rows(layout.observed().rows())), PairAxes.single());
        int backwards = 0;
        int known = 0;
        for (int i = 0; i < layout.observed().pairs(); i++) {
            known += Double.isNaN(free.omega(i)) ? 0 : 1;
            backwards += free.omega(i) < 0 ? 1 : 0;
        }
        if (2 * backwards <= known) {
            return layout.observed();
        }
        layout.words().put("sign", -1);
        notes.add("the rotation is inverse: the sine has the other sign");
        return layout.observed().conjugate();
    }

    /** Each pair's own divisor of the usual frequencies, where all of them turn evenly from position 0 on. */
    private static Optional<Map<String, Object>> pairByPair(ObservedRotation sample, RotaryGeometry geometry) {
        FreeFit free = FreeFit.of(sample, PairAxes.single());
        if (!free.linear() || !free.throughOrigin()) {
            return Optional.empty();
        }
        double[] theta = new RopeContext(geometry, SuggestedBases.USUAL.get(0), Lengths.trained(UNKNOWN_LENGTH))
                .baseFrequencies()
                .toArray();
        List<Double> omega = new ArrayList<>();
        List<Double> divisors = new ArrayList<>();
        for (int i = 0; i < theta.length; i++) {
            omega.add(Rounded.to(free.omega(i), 7));
            divisors.add(Rounded.to(theta[i] / free.omega(i), 5));
        }
        boolean slowed = divisors.stream().allMatch(divisor -> divisor > 1 - 1e-3);
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("rope_type", slowed ? "longrope" : "custom");
        words.put("inv_freq", omega);
        if (slowed) {
            words.put("rope_theta", SuggestedBases.USUAL.get(0));
            words.put("factors", divisors);
        }
        return Optional.of(words);
    }

    private static Setting plain(double base, RotaryGeometry geometry) {
        RopeContext context = new RopeContext(geometry, base, Lengths.trained(UNKNOWN_LENGTH));
        return new Setting(Strategies.read(Map.of("rope_type", "none")), context);
    }

    private static Declaration declared(Setting plain) {
        return new Declaration(plain, Map.of(), Optional.of(PairAxes.single()), CallFacts.none());
    }

    private void lookForPlain(ObservedRotation observed, double base, RotaryGeometry geometry) {
        Declaration declaration = declared(plain(base, geometry));
        DeclaredPhase phase = DeclaredPhase.of(declaration, false);
        if (Fit.holds(observed, phase) && Fit.of(observed, phase).fits()) {
            found.add(new Found(
                    Inspection.declaredHypothesis(declaration, phase),
                    declaration.setting(),
                    Magnitude.of(observed, 1)));
        }
    }

    private void look(ObservedRotation observed, double base, RotaryGeometry geometry) {
        Setting plain = plain(base, geometry);
        Declaration declaration = declared(plain);
        Magnitude magnitude = Magnitude.of(observed, 1);
        for (Hypothesis hypothesis : Inspection.of(observed, declaration, false).found()) {
            boolean says = hypothesis.model() != RotationModel.NONE
                    && hypothesis.rank().compareTo(Rank.SPLIT) < 0;
            if (says && Fit.of(observed, hypothesis.model()).cells() > 0) {
                found.add(new Found(hypothesis, plain, magnitude));
            }
        }
    }

    private static Map<String, Object> described(Found found) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("rope_type", "default");
        words.put("rope_theta", found.plain().context().base());
        if (found.hypothesis().rank() == Rank.DECLARED) {
            return words;
        }
        words.putAll(found.hypothesis().observed());
        int pairs = found.plain().context().geometry().pairs();
        if (words.get("position_scale") instanceof Double scale
                && scale > 0
                && scale < 1
                && words.get("position_map") == null) {
            words.remove("position_scale");
            words.put("rope_type", "linear");
            words.put("factor", 1 / scale);
        } else if (words.get("rotated_pairs") instanceof Integer turning && turning < pairs) {
            words.put("rope_type", "proportional");
            words.put("partial_rotary_factor", (double) turning / pairs);
        }
        return words;
    }

    private static String sentence(Found found) {
        String base = Rounded.text(found.plain().context().base());
        return found.hypothesis().rank() == Rank.DECLARED
                ? "plain frequencies of the base " + base + " are applied"
                : "relative to plain frequencies of the base " + base + ": "
                        + found.hypothesis().defect().replace(", none is declared", "");
    }

    private List<Diagnosis.Alternative> alternatives(Found best) {
        List<Diagnosis.Alternative> all = new ArrayList<>();
        int pairs = best.plain().context().geometry().pairs();
        all.addAll(ntkAware(best));
        for (Found other : found.subList(1, found.size())) {
            String defect = sentence(other);
            if (all.size() < MOST_ALTERNATIVES
                    && all.stream().noneMatch(a -> a.defect().equals(defect))) {
                all.add(new Diagnosis.Alternative(
                        other.hypothesis().category(),
                        defect,
                        described(other),
                        Separation.inFloat(
                                best.hypothesis().model(), other.hypothesis().model(), pairs)));
            }
        }
        return all;
    }

    /** A plain base is also NTK-aware scaling of a smaller one, where the factor s = (b'/b)^((d-2)/d) is a round number. */
    private static List<Diagnosis.Alternative> ntkAware(Found best) {
        List<Diagnosis.Alternative> all = new ArrayList<>();
        RopeContext context = best.plain().context();
        double d = context.geometry().rotaryDim();
        if (best.hypothesis().rank() != Rank.DECLARED || d <= 2) {
            return all;
        }
        for (double base : SuggestedBases.USUAL) {
            double s = StrictMath.pow(context.base() / base, (d - 2) / d);
            double round = Rounded.to(s, 3);
            if (s > 1 + 1e-3 && Math.abs(s / round - 1) < 1e-5) {
                Map<String, Object> words = new LinkedHashMap<>();
                words.put("rope_type", "ntk_aware");
                words.put("rope_theta", base);
                words.put("factor", round);
                all.add(new Diagnosis.Alternative(
                        DefectCategory.VARIANT_SUBSTITUTED,
                        "NTK-aware scaling by " + Rounded.text(round) + " of the base " + Rounded.text(base),
                        words,
                        OptionalInt.empty()));
            }
        }
        return all;
    }
}
