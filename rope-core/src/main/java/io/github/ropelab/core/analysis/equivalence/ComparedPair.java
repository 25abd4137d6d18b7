package io.github.ropelab.core.analysis.equivalence;

import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.kernel.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * Two components that rotate together in a, in b or in both. A side that does not pair them turns them by no angle, or turns
 * them with others; then its own pair is compared as well, so that nothing is missed.
 *
 * @param a pair index in a, or {@link #NONE}
 * @param b pair index in b, or {@link #NONE}
 * @param component first component
 */
record ComparedPair(int a, int b, int component) {
    static final int NONE = -1;

    /** Every pair of both geometries once. */
    static List<ComparedPair> of(RotaryGeometry a, RotaryGeometry b) {
        Map<List<Integer>, Integer> unmatched = new HashMap<>();
        for (int j = 0; j < b.pairs(); j++) {
            unmatched.put(components(b, j), j);
        }
        List<ComparedPair> pairs = new ArrayList<>();
        for (int i = 0; i < a.pairs(); i++) {
            Integer j = unmatched.remove(components(a, i));
            pairs.add(new ComparedPair(i, j == null ? NONE : j, components(a, i).get(0)));
        }
        unmatched.values().stream()
                .sorted()
                .forEach(j ->
                        pairs.add(new ComparedPair(NONE, j, components(b, j).get(0))));
        return pairs;
    }

    private static List<Integer> components(RotaryGeometry geometry, int pair) {
        Pairing pairing = geometry.pairing();
        return List.of(pairing.first(pair, geometry.rotaryDim()), pairing.second(pair, geometry.rotaryDim()));
    }

    /** The index for people. */
    int index() {
        return a == NONE ? b : a;
    }

    /** Whether both sides pair the components and read their positions on other axes. */
    boolean axesDiffer(PositionParameter first, PositionParameter second) {
        return a != NONE
                && b != NONE
                && first.encoding().axes().of(a) != second.encoding().axes().of(b);
    }

    /** Whether angles and growth are affine and grow alike, so that what holds in a range holds beyond it. */
    boolean sameSlopes(PositionParameter first, PositionParameter second) {
        if (!first.affine() || !second.affine() || axesDiffer(first, second)) {
            return false;
        }
        for (Side side : Side.values()) {
            double tokensA = tokens(first, side);
            double tokensB = tokens(second, side);
            Rates turning = rates(
                    first.encoding().frequencies()::omega, second.encoding().frequencies()::omega);
            Rates growing =
                    rates(first.encoding().radial()::growth, second.encoding().radial()::growth);
            if (!Rounding.sameFactor(turning.a() * tokensA, turning.b() * tokensB)
                    || !Rounding.sameFactor(growing.a() * tokensA, growing.b() * tokensB)) {
                return false;
            }
        }
        return true;
    }

    private static double tokens(PositionParameter parameter, Side side) {
        return side.map(parameter.encoding().positions().branches().get(0))
                .slope()
                .orElseThrow();
    }

    /** A property of each side's pair; 0 on a side that has no such pair. */
    Rates rates(IntToDoubleFunction ofA, IntToDoubleFunction ofB) {
        return new Rates(a == NONE ? 0 : ofA.applyAsDouble(a), b == NONE ? 0 : ofB.applyAsDouble(b));
    }
}
