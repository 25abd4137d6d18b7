package io.github.ropelab.core.analysis.soundness;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.analysis.EffectivePositions;
import io.github.ropelab.core.kernel.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What both sides do to every pair at a list of positions, with the questions that naming a flaw asks of it. */
final class Evidence {
    /** Relative; above the rounding of doubles and of float32 tables, far below any flaw's effect. */
    static final double SAME = 1e-5;

    private final Subject subject;
    private final List<Integer> positions = new ArrayList<>();
    private final List<PairResponse> queries = new ArrayList<>();
    private final List<PairResponse> keys = new ArrayList<>();

    private Evidence(Subject subject) {
        this.subject = subject;
    }

    /** At all single positions of the trial whose responses are finite. */
    static Evidence of(Subject subject, Trial trial) {
        Evidence evidence = new Evidence(subject);
        for (int position : trial.positions()) {
            PairResponse query = PairResponse.of(subject.modification(), Side.QUERY, position, position);
            PairResponse key = PairResponse.of(subject.modification(), Side.KEY, position, position);
            if (evidence.finite(query) && evidence.finite(key)) {
                evidence.positions.add(position);
                evidence.queries.add(query);
                evidence.keys.add(key);
            }
        }
        return evidence;
    }

    private boolean finite(PairResponse response) {
        for (int i = 0; i < pairs(); i++) {
            if (!Double.isFinite(response.amplitude(i))) {
                return false;
            }
        }
        return true;
    }

    Subject subject() {
        return subject;
    }

    Promise promise() {
        return subject.promise();
    }

    RotaryGeometry geometry() {
        return subject.modification().geometry();
    }

    int pairs() {
        return geometry().pairs();
    }

    /** Where it was looked, ascending. */
    List<Integer> positions() {
        return positions;
    }

    PairResponse query(int index) {
        return queries.get(index);
    }

    PairResponse key(int index) {
        return keys.get(index);
    }

    /** All responses of both sides. */
    List<PairResponse> responses() {
        List<PairResponse> all = new ArrayList<>(queries);
        all.addAll(keys);
        return all;
    }

    /** θ, where a context is declared. */
    Optional<FrequencySchedule> base() {
        return promise().context().map(context -> context.baseFrequencies());
    }

    /** The declared factor on positions that all pairs share: 1/s for linear scaling. */
    OptionalDouble declaredRatio() {
        return promise().encoding().isPresent() && promise().context().isPresent()
                ? EffectivePositions.of(
                                promise().encoding().get(), promise().context().get())
                        .commonRatio()
                : OptionalDouble.empty();
    }

    /** The one amplitude of all pairs, both sides and all positions, if there is one. */
    OptionalDouble amplitude() {
        double first = queries.get(0).amplitude(0);
        for (int index = 0; index < positions.size(); index++) {
            OptionalDouble here = amplitudeAt(index);
            if (here.isEmpty() || !same(here.getAsDouble(), first)) {
                return OptionalDouble.empty();
            }
        }
        return OptionalDouble.of(first);
    }

    /** The one amplitude of all pairs and both sides at a position, if there is one. */
    OptionalDouble amplitudeAt(int index) {
        double first = queries.get(index).amplitude(0);
        for (int i = 0; i < pairs(); i++) {
            if (!same(queries.get(index).amplitude(i), first)
                    || !same(keys.get(index).amplitude(i), first)) {
                return OptionalDouble.empty();
            }
        }
        return OptionalDouble.of(first);
    }

    /** Whether query and key of one token are turned alike at every position. */
    boolean sidesAgree() {
        for (int index = 0; index < positions.size(); index++) {
            for (int i = 0; i < pairs(); i++) {
                double apart = Vectors.wrapped(
                        queries.get(index).angle(i) - keys.get(index).angle(i));
                if (!(Math.abs(apart) <= SAME)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Radians per token of every pair, between the first two positions, which must be neighbours. */
    double[] rates(Side side) {
        List<PairResponse> responses = side == Side.QUERY ? queries : keys;
        double[] rates = new double[pairs()];
        for (int i = 0; i < rates.length; i++) {
            rates[i] =
                    Vectors.wrapped(responses.get(1).angle(i) - responses.get(0).angle(i));
        }
        return rates;
    }

    /**
     * The positions [positions] that the unmodified schedule would need to turn the query as it is turned, as far as its
     * slowest pair makes less than half a turn; empty where the pairs share none somewhere.
     */
    Optional<double[]> effectivePositions() {
        if (base().isEmpty()) {
            return Optional.empty();
        }
        FrequencySchedule base = base().get();
        double reach = Math.PI / base.omega(base.pairs() - 1);
        List<Double> found = new ArrayList<>();
        for (int index = 0; index < positions.size() && positions.get(index) < reach; index++) {
            OptionalDouble position = CommonPosition.of(
                    queries.get(index), base, Rounding.of(promise().arithmetic()));
            if (position.isEmpty()) {
                return Optional.empty();
            }
            found.add(position.getAsDouble());
        }
        return Optional.of(found.stream().mapToDouble(Double::doubleValue).toArray());
    }

    static boolean same(double a, double b) {
        return Math.abs(a - b) <= SAME * Math.max(1e-300, Math.abs(b));
    }
}
