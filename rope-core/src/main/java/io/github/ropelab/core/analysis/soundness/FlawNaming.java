package io.github.ropelab.core.analysis.soundness;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.kernel.AngleProduct;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.NumberFormat;
import io.github.ropelab.core.kernel.RotaryTable;
import io.github.ropelab.core.kernel.Side;
import io.github.ropelab.core.kernel.TableRecipe;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/**
 * Which mistake the evidence shows. Each rule is the signature of a mistake in the responses of pairs, with the numbers of the
 * mistake estimated; the first that fits is the name. Evidence that fits no rule has no name.
 */
final class FlawNaming {
    /** Deviation of an angle that no rounding explains, radians. */
    private static final double PLAIN = 0.1;

    private static final List<Function<Evidence, Optional<NamedFlaw>>> RULES = List.of(
            FlawNaming::added,
            FlawNaming::pairing,
            FlawNaming::sign,
            FlawNaming::scaledByPosition,
            FlawNaming::interpolatedTable,
            FlawNaming::scaledVector,
            FlawNaming::oneSidedOffset,
            FlawNaming::unequalSides,
            FlawNaming::roundedFormat,
            FlawNaming::wholePositions,
            FlawNaming::bentPositions,
            FlawNaming::olderFrequencies,
            FlawNaming::exponentOverHead,
            FlawNaming::runningProduct,
            FlawNaming::logits);

    private FlawNaming() {}

    static Optional<NamedFlaw> of(Subject subject, Trial trial) {
        Evidence evidence = Evidence.of(subject, trial);
        if (evidence.positions().size() < 2) {
            return Optional.empty();
        }
        return RULES.stream()
                .map(rule -> rule.apply(evidence))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<NamedFlaw> name(String flaw, String name, String sentence, Object... numbers) {
        return Optional.of(new NamedFlaw(flaw, name, String.format(Locale.ROOT, sentence, numbers)));
    }

    /** f(0) is not 0. */
    private static Optional<NamedFlaw> added(Evidence evidence) {
        double added = evidence.query(0).added();
        return added > Evidence.SAME
                ? name("6", "additive", "a vector of norm %.4g is added; nothing is rotated", added)
                : Optional.empty();
    }

    /** A single component spreads to the partner of the other pairing. */
    private static Optional<NamedFlaw> pairing(Evidence evidence) {
        Set<Pairing> query = pairings(evidence, Side.QUERY);
        Set<Pairing> key = pairings(evidence, Side.KEY);
        if (query.size() != 1 || key.size() != 1 || query.equals(key)) {
            return Optional.empty();
        }
        return name(
                "5",
                "pairing-mismatch",
                "queries are paired %s, keys %s",
                query.iterator().next().id(),
                key.iterator().next().id());
    }

    private static Set<Pairing> pairings(Evidence evidence, Side side) {
        Set<Pairing> possible = EnumSet.allOf(Pairing.class);
        RotaryGeometry geometry = evidence.geometry();
        int d = geometry.rotaryDim();
        int position = evidence.positions().get(1);
        for (int component = 0; component < d; component++) {
            double[] x = new double[geometry.headDim()];
            x[component] = 1;
            double[] y = evidence.subject().modification().rotated(side, x, position, position);
            for (Pairing pairing : Pairing.values()) {
                for (int c = 0; c < y.length; c++) {
                    if (Math.abs(y[c]) > Evidence.SAME && c != component && c != partner(pairing, component, d)) {
                        possible.remove(pairing);
                    }
                }
            }
        }
        return possible;
    }

    private static int partner(Pairing pairing, int component, int rotaryDim) {
        for (int i = 0; i < rotaryDim / 2; i++) {
            if (pairing.first(i, rotaryDim) == component) {
                return pairing.second(i, rotaryDim);
            }
            if (pairing.second(i, rotaryDim) == component) {
                return pairing.first(i, rotaryDim);
            }
        }
        throw new IllegalStateException("every rotated component has a partner");
    }

    /** The determinant of a pair is cos 2φ where it should be 1: one of the two sines has the wrong sign. */
    private static Optional<NamedFlaw> sign(Evidence evidence) {
        double worst = 1;
        for (PairResponse response : evidence.responses()) {
            for (int i = 0; i < evidence.pairs(); i++) {
                double determinant = response.determinant(i);
                if (!(Math.abs(determinant - StrictMath.cos(2 * response.angle(i))) <= Evidence.SAME)) {
                    return Optional.empty();
                }
                worst = Math.min(worst, determinant);
            }
        }
        return worst < 1 - Evidence.SAME
                ? name(
                        "8",
                        "sine-sign",
                        "no rotation: the determinant of a pair is cos 2φ, down to %.4g; the sine has a wrong sign on one half",
                        worst)
                : Optional.empty();
    }

    /** All pairs share an amplitude that changes with the position. */
    private static Optional<NamedFlaw> scaledByPosition(Evidence evidence) {
        if (evidence.amplitude().isPresent()) {
            return Optional.empty();
        }
        int last = evidence.positions().size() - 1;
        for (int index = 0; index <= last; index++) {
            if (evidence.amplitudeAt(index).isEmpty()) {
                return Optional.empty();
            }
        }
        double first = evidence.query(0).amplitude(0);
        double slope = (evidence.query(last).amplitude(0) - first)
                / (evidence.positions().get(last) - evidence.positions().get(0));
        return name(
                "9",
                "scaled-by-position",
                "vectors are scaled after rotation, by %.4g at position %d and %.4g more per token",
                first,
                evidence.positions().get(0),
                slope);
    }

    /** Amplitudes are those of chords between table rows: |1 - w + w·e^{iθ}| at the fraction w of the declared position. */
    private static Optional<NamedFlaw> interpolatedTable(Evidence evidence) {
        OptionalDouble ratio = evidence.declaredRatio();
        if (ratio.isEmpty() || evidence.amplitude().isPresent()) {
            return Optional.empty();
        }
        double lowest = 1;
        for (int index = 0; index < evidence.positions().size(); index++) {
            double position = evidence.positions().get(index) * ratio.getAsDouble();
            double w = position - Math.floor(position);
            for (int i = 0; i < evidence.pairs(); i++) {
                double half = StrictMath.sin(evidence.base().orElseThrow().omega(i) / 2);
                double chord = Math.sqrt(1 - 4 * w * (1 - w) * half * half);
                if (!Evidence.same(
                        evidence.query(index).amplitude(i),
                        chord * evidence.promise().amplitude())) {
                    return Optional.empty();
                }
                lowest = Math.min(lowest, chord);
            }
        }
        return name(
                "13",
                "interpolated-table",
                "rows of the cos and sin table were interpolated, not the position: pairs shrink to %.4g between rows",
                lowest);
    }

    /** One undeclared factor on all vectors; with positions left as they are, it stands where the position's should. */
    private static Optional<NamedFlaw> scaledVector(Evidence evidence) {
        OptionalDouble amplitude = evidence.amplitude();
        if (amplitude.isEmpty()
                || Evidence.same(amplitude.getAsDouble(), 1)
                || Evidence.same(amplitude.getAsDouble(), evidence.promise().amplitude())) {
            return Optional.empty();
        }
        double factor = amplitude.getAsDouble();
        OptionalDouble ratio = evidence.declaredRatio();
        Optional<double[]> positions = evidence.effectivePositions();
        if (ratio.isPresent()
                && Evidence.same(factor, ratio.getAsDouble())
                && positions.isPresent()
                && Evidence.same(positions.get()[0], evidence.positions().get(0))) {
            return name(
                    "1",
                    "vector-scaled",
                    "the vector was multiplied by %.4g, not the position: no position is interpolated",
                    factor);
        }
        return name(
                "9b",
                "undeclared-factor",
                "a constant factor %.4g stands on the rotated vectors, logits × %.4g: legal only as a declared temperature",
                factor,
                factor * factor);
    }

    /** Query and key of one token are apart by c·ω_i for one c at all positions. */
    private static Optional<NamedFlaw> oneSidedOffset(Evidence evidence) {
        Optional<FrequencySchedule> schedule = evidence.promise().encoding().map(encoding -> encoding.frequencies());
        if (schedule.isEmpty()) {
            return Optional.empty();
        }
        double offset = Double.NaN;
        for (int index = 0; index < evidence.positions().size(); index++) {
            double[] apart = new double[evidence.pairs()];
            for (int i = 0; i < apart.length; i++) {
                apart[i] = Vectors.wrapped(
                        evidence.query(index).angle(i) - evidence.key(index).angle(i));
            }
            OptionalDouble here = CommonPosition.of(
                    apart, schedule.get(), Rounding.of(evidence.promise().arithmetic()));
            if (here.isEmpty()) {
                return Optional.empty();
            }
            if (index == 0) {
                offset = here.getAsDouble();
            }
            if (Math.abs(here.getAsDouble() - offset) > Evidence.SAME * Math.max(1, Math.abs(offset))) {
                return Optional.empty();
            }
        }
        return Math.abs(offset) > Evidence.SAME
                ? name(
                        "2",
                        "one-sided-offset",
                        "query and key of one token are turned by different angles, as by an offset of %.6g tokens on the "
                                + "query only",
                        offset)
                : Optional.empty();
    }

    /** Pairs turn at other rates on the two sides: by one factor, or each by its own. */
    private static Optional<NamedFlaw> unequalSides(Evidence evidence) {
        if (evidence.positions().get(1) - evidence.positions().get(0) != 1 || evidence.sidesAgree()) {
            return Optional.empty();
        }
        double[] query = evidence.rates(Side.QUERY);
        double[] key = evidence.rates(Side.KEY);
        double common = query[0] / key[0];
        boolean shared = true;
        double extreme = common;
        for (int i = 0; i < query.length; i++) {
            double ratio = query[i] / key[i];
            shared &= Math.abs(query[i] - common * key[i]) <= Evidence.SAME * Math.abs(query[i]);
            extreme = Math.abs(ratio - 1) > Math.abs(extreme - 1) ? ratio : extreme;
        }
        if (shared) {
            return Evidence.same(common, 1)
                    ? Optional.empty()
                    : name(
                            "3",
                            "one-sided-scaling",
                            "queries turn %.4g times as fast as keys in every pair: positions are scaled on one side only",
                            common);
        }
        return name(
                "4",
                "unequal-frequencies",
                "queries and keys have different frequencies: the ratio runs from %.4g in pair 0 to %.4g",
                common,
                extreme);
    }

    /** Effective positions are the positions rounded to a number format. */
    private static Optional<NamedFlaw> roundedFormat(Evidence evidence) {
        OptionalDouble ratio = evidence.declaredRatio();
        Optional<double[]> effective = evidence.effectivePositions();
        if (ratio.isEmpty() || effective.isEmpty()) {
            return Optional.empty();
        }
        for (NumberFormat format : List.of(NumberFormat.FLOAT16, NumberFormat.BFLOAT16)) {
            boolean fits = true;
            int moved = -1;
            for (int index = 0; index < effective.get().length; index++) {
                int position = evidence.positions().get(index);
                double rounded = format.round(position);
                moved = moved < 0 && rounded != position ? position : moved;
                fits &= Math.abs(effective.get()[index] - rounded * ratio.getAsDouble())
                        <= Evidence.SAME * Math.max(1, ratio.getAsDouble());
            }
            if (fits && moved >= 0) {
                return name(
                        format == NumberFormat.BFLOAT16 ? "10" : "10b",
                        format.longId() + "-positions",
                        "positions are rounded to %s: %d is read as %.0f",
                        format.longId(),
                        moved,
                        format.round(moved));
            }
        }
        return Optional.empty();
    }

    /** Effective positions are whole where the declared ones are not. */
    private static Optional<NamedFlaw> wholePositions(Evidence evidence) {
        OptionalDouble ratio = evidence.declaredRatio();
        Optional<double[]> effective = evidence.effectivePositions();
        if (ratio.isEmpty() || effective.isEmpty()) {
            return Optional.empty();
        }
        boolean moved = false;
        for (int index = 0; index < effective.get().length; index++) {
            double found = effective.get()[index];
            double declared = evidence.positions().get(index) * ratio.getAsDouble();
            if (Math.abs(found - Math.rint(found)) > Evidence.SAME || Math.abs(found - declared) > 1) {
                return Optional.empty();
            }
            moved |= Math.abs(found - declared) > Evidence.SAME;
        }
        return moved
                ? name(
                        "7",
                        "whole-positions",
                        "interpolated positions are rounded to whole numbers: about %.4g tokens share one",
                        1 / ratio.getAsDouble())
                : Optional.empty();
    }

    /** All pairs share an effective position that is no affine function of the position. */
    private static Optional<NamedFlaw> bentPositions(Evidence evidence) {
        Optional<double[]> effective = evidence.effectivePositions();
        if (effective.isEmpty() || effective.get().length < 3) {
            return Optional.empty();
        }
        double[] found = effective.get();
        int last = found.length - 1;
        int from = evidence.positions().get(0);
        int to = evidence.positions().get(last);
        double slope = (found[last] - found[0]) / (to - from);
        double bent = 0;
        double power = StrictMath.log(found[last] / found[0]) / StrictMath.log((double) to / from);
        boolean isPower = true;
        for (int index = 0; index <= last; index++) {
            int position = evidence.positions().get(index);
            bent = Math.max(bent, Math.abs(found[index] - found[0] - slope * (position - from)));
            isPower &= Evidence.same(found[index], found[0] * StrictMath.pow((double) position / from, power));
        }
        if (bent <= Evidence.SAME * to) {
            return Optional.empty();
        }
        return name(
                "12",
                "bent-positions",
                "positions are mapped by a function that is not affine%s: gaps shrink or grow with the position",
                isPower ? String.format(Locale.ROOT, ", p^%.4g", power) : "");
    }

    /** Both sides turn alike; early tokens by the unmodified schedule, later ones by other frequencies. */
    private static Optional<NamedFlaw> olderFrequencies(Evidence evidence) {
        if (evidence.base().isEmpty() || !evidence.sidesAgree()) {
            return Optional.empty();
        }
        FrequencySchedule base = evidence.base().get();
        int changed = -1;
        for (int index = 0; index < evidence.positions().size(); index++) {
            int position = evidence.positions().get(index);
            double off = 0;
            for (int i = 0; i < evidence.pairs(); i++) {
                off = Math.max(
                        off, Math.abs(Vectors.wrapped(evidence.query(index).angle(i) - position * base.omega(i))));
            }
            if (index < 2 && off > Evidence.SAME || changed >= 0 && off <= PLAIN) {
                return Optional.empty();
            }
            changed = changed < 0 && off > PLAIN ? index : changed;
        }
        return changed < 0
                ? Optional.empty()
                : name(
                        "11",
                        "older-frequencies",
                        "tokens up to %d turn at the unmodified frequencies and those from %d on at others: cached keys keep "
                                + "the frequencies of an older call",
                        evidence.positions().get(changed - 1),
                        evidence.positions().get(changed));
    }

    /** ω_i = b^(-2i/headDim) in a head of which only rotaryDim components rotate. */
    private static Optional<NamedFlaw> exponentOverHead(Evidence evidence) {
        RotaryGeometry geometry = evidence.geometry();
        if (evidence.promise().context().isEmpty()
                || geometry.rotaryDim() == geometry.headDim()
                || evidence.positions().get(1) - evidence.positions().get(0) != 1) {
            return Optional.empty();
        }
        double base = evidence.promise().context().get().base();
        FrequencySchedule overHead = FrequencySchedule.geometric(base, geometry.headDim());
        FrequencySchedule overRotary = FrequencySchedule.geometric(base, geometry.rotaryDim());
        double[] rates = evidence.rates(Side.QUERY);
        int slowest = rates.length - 1;
        for (int i = 0; i < rates.length; i++) {
            if (!Evidence.same(rates[i], overHead.omega(i))) {
                return Optional.empty();
            }
        }
        return name(
                "16",
                "exponent-over-head",
                "frequencies are b^(-2i/%d), over the head, not over the %d rotated components: the slowest is %.4g, not %.4g",
                geometry.headDim(),
                geometry.rotaryDim(),
                rates[slowest],
                overRotary.omega(slowest));
    }

    /** cos and sin are those of the running product at working precision, and not those of one product. */
    private static Optional<NamedFlaw> runningProduct(Evidence evidence) {
        Promise promise = evidence.promise();
        if (promise.encoding().isEmpty() || promise.context().isEmpty()) {
            return Optional.empty();
        }
        Arithmetic asked = promise.arithmetic();
        Arithmetic repeated = new Arithmetic(
                asked.positions(),
                asked.frequencies(),
                asked.angles(),
                asked.table(),
                asked.rotation(),
                AngleProduct.REPEATED);
        double allowed = Rounding.of(asked).value();
        int last = evidence.positions().size() - 1;
        RotaryTable running = table(evidence, repeated, last);
        RotaryTable exact = table(evidence, Arithmetic.F64, last);
        double offRunning = 0;
        double offExact = 0;
        for (int i = 0; i < evidence.pairs(); i++) {
            offRunning = Math.max(offRunning, Math.abs(evidence.query(last).cos(i) - running.cos(0, i)));
            offExact = Math.max(offExact, Math.abs(evidence.query(last).cos(i) - exact.cos(0, i)));
        }
        return offRunning <= allowed && offExact > allowed
                ? name(
                        "17",
                        "running-product",
                        "angles are a running product in %s: a cosine is off by %.3g at position %d",
                        asked.angles().longId(),
                        offExact,
                        evidence.positions().get(last))
                : Optional.empty();
    }

    private static RotaryTable table(Evidence evidence, Arithmetic arithmetic, int index) {
        return TableRecipe.of(
                        evidence.promise().encoding().orElseThrow(),
                        OptionalDouble.of(
                                evidence.promise().context().orElseThrow().base()),
                        arithmetic)
                .table(Side.QUERY, new double[] {evidence.positions().get(index)}, 0);
    }

    /** Rotations are right and score(m, m) is a power of A times q·q that is not the second. */
    private static Optional<NamedFlaw> logits(Evidence evidence) {
        double amplitude = evidence.promise().amplitude();
        if (Evidence.same(amplitude, 1) || evidence.amplitude().isEmpty() || !evidence.sidesAgree()) {
            return Optional.empty();
        }
        int position = evidence.positions().get(0);
        double[] x = new double[evidence.geometry().headDim()];
        x[evidence.geometry().pairing().first(0, evidence.geometry().rotaryDim())] = 1;
        double factor = evidence.subject().modification().score(x, x, position, position)
                / evidence.promise().attention().logit().at(position);
        double power = StrictMath.log(factor) / StrictMath.log(amplitude);
        if (Math.abs(power - 4) <= Evidence.SAME) {
            return name(
                    "14",
                    "factor-twice",
                    "the attention factor %.6g stands on cos and sin and once more on the logits: logits × %.6g, not %.6g",
                    amplitude,
                    factor,
                    amplitude * amplitude);
        }
        return Math.abs(power - 1) <= Evidence.SAME
                ? name(
                        "15",
                        "factor-once",
                        "the attention factor %.6g stands once on the logits, not squared: logits × %.6g, not %.6g",
                        amplitude,
                        factor,
                        amplitude * amplitude)
                : Optional.empty();
    }
}
