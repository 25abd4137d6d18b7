package io.github.ropelab.core.analysis.soundness;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.NumberFormat;
import io.github.ropelab.core.strategy.Strategies;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The catalogue of flawed modifications: mistakes that were made in public code, one line each. Written out with sines and
 * cosines of their own, so that no kernel of this project stands on both sides of a comparison. θ has d = 64 and base 10000
 * unless stated.
 */
public final class Flaws {
    private static final int D = 64;
    private static final double BASE = 10_000;
    private static final double S = 4;
    private static final RotaryGeometry HEAD = RotaryGeometry.full(D, Pairing.HALF_SPLIT);
    private static final double[] THETA = FrequencySchedule.geometric(BASE, D).toArray();
    private static final int TOKENS = 8192;

    private Flaws() {}

    /** All of them, in order. */
    public static List<Flaw> all() {
        return List.of(
                vectorScaled(),
                offsetOnQuery(),
                scaledQuery(),
                twoThetas(),
                twoPairings(),
                added(),
                wholePositions(),
                sineSign(),
                scaledByPosition(),
                undeclaredFactor(),
                bfloat16Positions(),
                float16Positions(),
                olderBase(),
                bentPositions(),
                interpolatedTable(),
                factorTwice(),
                factorOnce(),
                exponentOverHead(),
                runningProduct());
    }

    /** The flaw of a number. */
    public static Flaw of(String id) {
        List<String> ids = all().stream().map(Flaw::id).toList();
        return all().stream()
                .filter(flaw -> flaw.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new InvalidParameter(
                        "flaw", id, "be one of " + String.join(", ", ids), Nearest.suggestion(id, ids)));
    }

    private static Flaw vectorScaled() {
        Modification flawed = both((x, p) -> turned(times(x, 1 / S), p, THETA));
        return flaw(
                "1",
                "The vector is divided by s, not the position",
                flawed,
                linear(),
                "norm",
                "self_score",
                "frequencies");
    }

    private static Flaw offsetOnQuery() {
        Modification flawed = sides((q, m) -> turned(q, m + 37, THETA), (k, n) -> turned(k, n, THETA));
        return flaw("2", "An offset of 37 on the query only", flawed, plain(), "self_score", "origin");
    }

    private static Flaw scaledQuery() {
        Modification flawed = sides((q, m) -> turned(q, m / S, THETA), (k, n) -> turned(k, n, THETA));
        return flaw(
                "3",
                "Position interpolation on the query only",
                flawed,
                linear(),
                "relative",
                "self_score",
                "frequencies");
    }

    private static Flaw twoThetas() {
        double[] ntk = encoded(ntkAware());
        Modification flawed = sides((q, m) -> turned(q, m, THETA), (k, n) -> turned(k, n, ntk));
        return flaw(
                "4",
                "NTK-aware frequencies on the key only",
                flawed,
                ntkAware(),
                "relative",
                "self_score",
                "frequencies");
    }

    private static Flaw twoPairings() {
        Modification flawed = sides((q, m) -> turned(q, m, THETA), (k, n) -> turnedInterleaved(k, n, THETA));
        return flaw(
                "5", "Queries half-split, keys interleaved", flawed, plain(), "relative", "self_score", "frequencies");
    }

    private static Flaw added() {
        Modification flawed = both((x, p) -> plus(x, waves(p, THETA)));
        return flaw(
                "6", "A position vector is added", flawed, plain(), "relative", "norm", "self_score", "frequencies");
    }

    private static Flaw wholePositions() {
        Modification flawed = both((x, p) -> turned(x, Math.rint(p / S), THETA));
        return flaw(
                "7",
                "Interpolated positions rounded to whole numbers",
                flawed,
                linear(),
                "relative",
                "frequencies",
                "precision");
    }

    private static Flaw sineSign() {
        Modification flawed = both((x, p) -> turnedWithSign(x, p, THETA, -1));
        return flaw(
                "8",
                "A wrong sign of the sine on one half",
                flawed,
                plain(),
                "relative",
                "norm",
                "self_score",
                "frequencies");
    }

    private static Flaw scaledByPosition() {
        Modification flawed = both((x, p) -> times(turned(x, p, THETA), 1 + p / 1000.0));
        return flaw("9", "Scaled by 1 + p/1000 after rotation", flawed, plain(), "relative", "norm", "self_score");
    }

    private static Flaw undeclaredFactor() {
        Modification flawed = both((x, p) -> times(turned(x, p, THETA), 1.1));
        return flaw("9b", "A constant 1.1 after rotation that nobody declared", flawed, plain(), "norm", "self_score");
    }

    private static Flaw bfloat16Positions() {
        Modification flawed = both((x, p) -> turned(x, NumberFormat.BFLOAT16.round(p), THETA));
        return flaw("10", "Positions in bfloat16", flawed, plain(), 65_536, "relative", "frequencies", "precision");
    }

    private static Flaw float16Positions() {
        Modification flawed = both((x, p) -> turned(x, NumberFormat.FLOAT16.round(p), THETA));
        return flaw(
                "10b",
                "Positions in float16",
                flawed,
                plain(),
                65_536,
                "relative",
                "norm",
                "self_score",
                "frequencies",
                "precision",
                "finite");
    }

    private static Flaw olderBase() {
        RopeStrategy dynamic = strategy("dynamic_ntk", 2);
        RopeContext context = context(Lengths.trained(2048));
        Modification flawed = new GrowingModification(dynamic, context, Arithmetic.F64);
        Promise claimed = Promise.of(dynamic, context, Arithmetic.F64).servedFromCache();
        return new Flaw(
                "11",
                "A cache of keys rotated under the older bases of dynamic NTK",
                new Subject(flawed, claimed, Optional.of(flawed)),
                Subject.of(dynamic, context(new Lengths(2048, 2048, TOKENS)), Arithmetic.F64, false),
                TOKENS,
                Set.of("relative", "growing_cache"));
    }

    private static Flaw bentPositions() {
        Modification flawed = both((x, p) -> turned(x, StrictMath.pow(p, 0.9), THETA));
        return flaw("12", "Positions mapped to p^0.9", flawed, plain(), "relative", "frequencies");
    }

    private static Flaw interpolatedTable() {
        Modification flawed = both((x, p) -> betweenRows(x, p / S, THETA));
        return flaw(
                "13",
                "Rows of the cos and sin table are interpolated, not the position",
                flawed,
                linear(),
                "relative",
                "norm",
                "self_score",
                "frequencies");
    }

    private static Flaw factorTwice() {
        double a = yarn().promise().amplitude();
        double[] omega = encoded(yarn());
        Modification flawed = Modification.of(
                HEAD, (q, m) -> times(turned(q, m, omega), a), (k, n) -> times(turned(k, n, omega), a), a * a);
        return flaw(
                "14", "YaRN's attention factor on cos and sin, and again on the softmax", flawed, yarn(), "self_score");
    }

    private static Flaw factorOnce() {
        double a = yarn().promise().amplitude();
        double[] omega = encoded(yarn());
        Modification flawed = Modification.of(HEAD, (q, m) -> turned(q, m, omega), (k, n) -> turned(k, n, omega), a);
        return flaw("15", "YaRN's attention factor on the logits, once", flawed, yarn(), "self_score");
    }

    private static Flaw exponentOverHead() {
        RotaryGeometry partial = new RotaryGeometry(D, 16, Pairing.HALF_SPLIT);
        double[] firstEight = Arrays.copyOf(THETA, 8);
        Modification flawed =
                Modification.of(partial, (q, m) -> turned(q, m, firstEight), (k, n) -> turned(k, n, firstEight));
        RopeContext context = new RopeContext(partial, BASE, Lengths.trained(TOKENS));
        return flaw(
                "16",
                "16 of 64 components rotate, with the exponent over 64",
                flawed,
                right(strategy("none"), context, Arithmetic.F64),
                "frequencies");
    }

    private static Flaw runningProduct() {
        RotaryGeometry head = RotaryGeometry.full(128, Pairing.HALF_SPLIT);
        Modification flawed =
                Modification.of(head, (q, m) -> turnedByRunningProduct(q, m), (k, n) -> turnedByRunningProduct(k, n));
        RopeContext context = new RopeContext(head, BASE, Lengths.trained(TOKENS));
        return flaw(
                "17",
                "θ by repeated multiplication in float32",
                flawed,
                right(strategy("none"), context, Arithmetic.F32),
                "frequencies");
    }

    private static Flaw flaw(String id, String title, Modification flawed, Subject right, String... caughtBy) {
        return flaw(id, title, flawed, right, TOKENS, caughtBy);
    }

    private static Flaw flaw(
            String id, String title, Modification flawed, Subject right, int tokens, String... caughtBy) {
        return new Flaw(id, title, Subject.of(flawed, right.promise()), right, tokens, Set.of(caughtBy));
    }

    private static Modification both(Modification.OneSide side) {
        return Modification.of(HEAD, side, side);
    }

    private static Modification sides(Modification.OneSide query, Modification.OneSide key) {
        return Modification.of(HEAD, query, key);
    }

    private static Subject plain() {
        return right(strategy("none"), context(Lengths.trained(TOKENS)), Arithmetic.F64);
    }

    private static Subject linear() {
        return right(strategy("linear", S), context(Lengths.extended(2048, TOKENS)), Arithmetic.F64);
    }

    private static Subject ntkAware() {
        return right(strategy("ntk_aware", S), context(Lengths.extended(2048, TOKENS)), Arithmetic.F64);
    }

    private static Subject yarn() {
        return right(strategy("yarn", 16), context(Lengths.extended(512, TOKENS)), Arithmetic.F64);
    }

    private static Subject right(RopeStrategy strategy, RopeContext context, Arithmetic arithmetic) {
        return Subject.of(strategy, context, arithmetic, false);
    }

    private static RopeContext context(Lengths lengths) {
        return new RopeContext(HEAD, BASE, lengths);
    }

    private static RopeStrategy strategy(String id) {
        return Strategies.read(Map.of("rope_type", id));
    }

    private static RopeStrategy strategy(String id, double factor) {
        return Strategies.read(Map.of("rope_type", id, "factor", factor));
    }

    private static double[] encoded(Subject right) {
        return right.promise().encoding().orElseThrow().frequencies().toArray();
    }

    /** Pairs (i, i + pairs) turned by p·ω_i; what lies behind them is copied. */
    private static double[] turned(double[] x, double p, double[] omega) {
        return turnedWithSign(x, p, omega, 1);
    }

    /** As {@link #turned}, with a factor on the sine of every second component. */
    private static double[] turnedWithSign(double[] x, double p, double[] omega, int sign) {
        double[] y = x.clone();
        int pairs = omega.length;
        for (int i = 0; i < pairs; i++) {
            double cos = StrictMath.cos(p * omega[i]);
            double sin = StrictMath.sin(p * omega[i]);
            y[i] = x[i] * cos - x[i + pairs] * sin;
            y[i + pairs] = x[i + pairs] * cos + sign * x[i] * sin;
        }
        return y;
    }

    /** Pairs (2i, 2i + 1) turned by p·ω_i. */
    private static double[] turnedInterleaved(double[] x, double p, double[] omega) {
        double[] y = x.clone();
        for (int i = 0; i < omega.length; i++) {
            double cos = StrictMath.cos(p * omega[i]);
            double sin = StrictMath.sin(p * omega[i]);
            y[2 * i] = x[2 * i] * cos - x[2 * i + 1] * sin;
            y[2 * i + 1] = x[2 * i + 1] * cos + x[2 * i] * sin;
        }
        return y;
    }

    /** cos and sin between the rows floor(p) and floor(p) + 1 of a table. */
    private static double[] betweenRows(double[] x, double p, double[] omega) {
        double row = Math.floor(p);
        double w = p - row;
        return plus(times(turned(x, row, omega), 1 - w), times(turned(x, row + 1, omega), w));
    }

    /** t_0 = p, t_{i+1} = t_i·b^(-2/d) in float32. */
    private static double[] turnedByRunningProduct(double[] x, int p) {
        double[] y = x.clone();
        int pairs = x.length / 2;
        float step = (float) StrictMath.pow(BASE, -1.0 / pairs);
        float angle = p;
        for (int i = 0; i < pairs; i++) {
            float cos = (float) StrictMath.cos(angle);
            float sin = (float) StrictMath.sin(angle);
            y[i] = (float) x[i] * cos - (float) x[i + pairs] * sin;
            y[i + pairs] = (float) x[i + pairs] * cos + (float) x[i] * sin;
            angle *= step;
        }
        return y;
    }

    /** cos(p·ω_i) in the first half, sin(p·ω_i) in the second. */
    private static double[] waves(double p, double[] omega) {
        double[] waves = new double[2 * omega.length];
        for (int i = 0; i < omega.length; i++) {
            waves[i] = StrictMath.cos(p * omega[i]);
            waves[i + omega.length] = StrictMath.sin(p * omega[i]);
        }
        return waves;
    }

    private static double[] times(double[] x, double factor) {
        double[] y = x.clone();
        for (int c = 0; c < y.length; c++) {
            y[c] *= factor;
        }
        return y;
    }

    private static double[] plus(double[] x, double[] other) {
        double[] y = x.clone();
        for (int c = 0; c < y.length; c++) {
            y[c] += other[c];
        }
        return y;
    }
}
