package io.github.ropelab.core.analysis.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.AttentionScale;
import io.github.ropelab.core.Branch;
import io.github.ropelab.core.BranchSelector;
import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.Piecewise;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.PositionMap;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.Tolerance;
import io.github.ropelab.core.Trace;
import io.github.ropelab.core.Uniform;
import io.github.ropelab.core.kernel.Side;
import io.github.ropelab.core.strategy.Strategies;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The identities between modifications, at the sizes of real models. */
class EquivalenceTest {
    private static final int TRAINED = 2048;
    private static final int TARGET = 8192;
    private static final double BASE = 10_000;
    private static final RopeContext CONTEXT = context(BASE);

    private static RopeContext context(double base) {
        return new RopeContext(RotaryGeometry.full(128, Pairing.HALF_SPLIT), base, Lengths.extended(TRAINED, TARGET));
    }

    private static Map<String, Object> block(String id, Object... keysAndValues) {
        Map<String, Object> block = new HashMap<>(Map.of("rope_type", id));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            block.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return block;
    }

    private static PositionParameter in(RopeContext context, Map<String, Object> block) {
        RopeStrategy strategy = Strategies.read(block);
        RopeContext rotated = new RopeContext(strategy.rotated(context.geometry()), context.base(), context.lengths());
        return PositionParameter.of(strategy.encode(rotated), rotated);
    }

    private static PositionParameter in(String id, Object... keysAndValues) {
        return in(CONTEXT, block(id, keysAndValues));
    }

    private static PositionParameter joined(Map<String, Object> first, Map<String, Object> second) {
        return in("combined", "parts", List.of(first, second));
    }

    private static PositionParameter ofFrequencies(FrequencySchedule frequencies) {
        return PositionParameter.of(PositionEncoding.ofFrequencies(frequencies, Trace.none()), CONTEXT);
    }

    private static Equivalence compare(PositionParameter a, PositionParameter b) {
        Equivalence found = Equivalence.of(a, b, TARGET);
        Equivalence reversed = Equivalence.of(b, a, TARGET);
        assertThat(reversed.verdict()).isEqualTo(found.verdict());
        assertThat(reversed.maxAngleDifference()).isEqualTo(found.maxAngleDifference());
        assertThat(reversed.maxScoreDifference()).isEqualTo(found.maxScoreDifference());
        assertThat(found.witness().isPresent()).isEqualTo(found.verdict() == Verdict.DIFFERENT);
        assertThat(found.temperature().isPresent()).isEqualTo(found.verdict() == Verdict.SAME_UP_TO_TEMPERATURE);
        return found;
    }

    private static void identicalEverywhere(PositionParameter a, PositionParameter b) {
        Equivalence found = compare(a, b);
        assertThat(found.verdict()).isEqualTo(Verdict.IDENTICAL);
        assertThat(found.everywhere()).isTrue();
        assertThat(found.maxAngleDifference()).isLessThanOrEqualTo(Rounding.tolerance(TARGET));
        assertThat(found.maxScoreDifference()).isLessThanOrEqualTo(Rounding.tolerance(TARGET));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 7, 16})
    void interpolatingPositionsFrequenciesOrBothIsOneThing(int s) {
        PositionParameter frequencies = in("linear", "factor", s);
        PositionParameter positions = in("linear_align_corners", "original_length", 2, "length", s + 1);
        identicalEverywhere(frequencies, positions);
        identicalEverywhere(frequencies, in("p_rope", "factor", s));
        identicalEverywhere(frequencies, in("giraffe_power", "scale", s));
    }

    @Test
    void aSlopeThatIsOffByATenBillionthIsSeenByTheAngleThatItReaches() {
        PositionParameter exact = in("linear", "factor", 4);
        Equivalence found = compare(exact, in("linear", "factor", 4 * (1 + 1e-10)));
        assertThat(found.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(found.maxAngleDifference()).isBetween(2047 * 0.99e-10, 2048 * 1.01e-10);
        assertThat(found.maxScoreDifference()).isEqualTo(2 * StrictMath.sin(found.maxAngleDifference() / 2));
        identicalEverywhere(exact, in("linear", "factor", Math.nextUp(4.0)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, -7, 1_000_000_000})
    void anOffsetChangesVectorsAndNoScore(int offset) {
        Equivalence found = compare(in("offset", "offset", offset), in("none"));
        assertThat(found.verdict()).isEqualTo(Verdict.SAME_SCORES);
        assertThat(found.everywhere()).isTrue();
        assertThat(found.maxAngleDifference()).isEqualTo(Math.abs(offset));
        assertThat(found.maxScoreDifference()).isZero();
        identicalEverywhere(in("offset", "offset", 0), in("none"));
    }

    @Test
    void changingTheBaseIsScalingEachPair() {
        double other = 500_000;
        FrequencySchedule scaled =
                CONTEXT.baseFrequencies().map((j, theta) -> theta * StrictMath.pow(other / BASE, -2.0 * j / 128));
        identicalEverywhere(in("abf", "base", other), ofFrequencies(scaled));
        identicalEverywhere(in("abf", "base", other), in(context(other), block("none")));
    }

    @Test
    void interpolationsCompose() {
        identicalEverywhere(
                joined(block("linear", "factor", 2), block("linear_align_corners", "original_length", 2, "length", 5)),
                in("linear", "factor", 8));
        identicalEverywhere(
                ofFrequencies(in("linear", "factor", 2).encoding().frequencies().map((j, omega) -> omega / 4)),
                in("linear", "factor", 8));
    }

    @Test
    void ntkComposesThroughTheBaseAndYarnDoesNotCompose() {
        double between = BASE * StrictMath.pow(2, 128 / 126.0);
        identicalEverywhere(in(context(between), block("ntk_aware", "factor", 4)), in("ntk_aware", "factor", 8));
        identicalEverywhere(in("ntk_aware", "factor", 8), in("abf", "base", BASE * StrictMath.pow(8, 128 / 126.0)));
        PositionParameter two = in("yarn", "factor", 2, "attention_factor", 1);
        PositionParameter four = in("yarn", "factor", 4, "attention_factor", 1);
        FrequencySchedule both = CONTEXT.baseFrequencies()
                .map((j, theta) -> two.encoding().frequencies().omega(j)
                        * four.encoding().frequencies().omega(j)
                        / theta);
        Equivalence found = compare(ofFrequencies(both), in("yarn", "factor", 8, "attention_factor", 1));
        assertThat(found.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(found.witness().orElseThrow().pair()).isBetween(17, 40);
    }

    /** The tolerance is derived for one step; here are bases and divisors made in several, at a million positions. */
    @ParameterizedTest
    @CsvSource({"64, 10000", "96, 10000", "128, 500000", "128, 1e7", "256, 1e9"})
    void roundingStaysFarWithinTheTolerance(int d, double base) {
        double worst = 0;
        for (double s : new double[] {1.1, 1.5, 2, 3, 4, 7, 8, 16, 32, 100}) {
            double exponent = d / (d - 2.0);
            FrequencySchedule direct = FrequencySchedule.geometric(base * StrictMath.pow(6 * s, exponent), d);
            double between = base * StrictMath.pow(s, exponent);
            FrequencySchedule composed =
                    FrequencySchedule.geometric(between * StrictMath.pow(2, exponent) * StrictMath.pow(3, exponent), d);
            FrequencySchedule scaled = FrequencySchedule.geometric(between, d)
                    .map((j, omega) ->
                            omega / StrictMath.pow(2, 2.0 * j / (d - 2)) * StrictMath.pow(3, -2.0 * j / (d - 2)));
            RopeContext head =
                    new RopeContext(RotaryGeometry.full(d, Pairing.HALF_SPLIT), base, Lengths.trained(TRAINED));
            for (FrequencySchedule other : List.of(composed, scaled)) {
                Equivalence found = Equivalence.of(
                        PositionParameter.of(PositionEncoding.ofFrequencies(direct, Trace.none()), head),
                        PositionParameter.of(PositionEncoding.ofFrequencies(other, Trace.none()), head),
                        1 << 20);
                assertThat(found.verdict()).isEqualTo(Verdict.IDENTICAL);
                for (int j = 0; j < d / 2; j++) {
                    worst = Math.max(worst, Math.abs(other.omega(j) / direct.omega(j) - 1) / 0x1p-52);
                }
            }
        }
        assertThat(worst).isBetween(1.0, 24.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {2, 4, 8})
    void ntksEndPairsAreNoneAndInterpolation(double s) {
        PositionParameter ntk = in("ntk_aware", "factor", s);
        Branch all = ntk.encoding().positions().branches().get(0);
        assertThat(ntk.slope(all, Side.QUERY, 0)).hasValue(1);
        double slowest = CONTEXT.baseFrequencies().omega(63) / s;
        assertThat(Rounding.sameFactor(ntk.slope(all, Side.KEY, 63).orElseThrow(), slowest))
                .isTrue();
        assertThat(ntk.offset(all, Side.KEY, 63)).hasValue(0);
        assertThat(compare(ntk, in("none")).witness().orElseThrow().pair()).isNotZero();
        assertThat(compare(ntk, in("linear", "factor", s))
                        .witness()
                        .orElseThrow()
                        .pair())
                .isNotEqualTo(63);
    }

    @Test
    void windowSchemesHaveNoneAsTheirLimit() {
        PositionParameter none = in("none");
        for (PositionParameter limit : List.of(
                in("rerope", "window", TARGET),
                in("leaky_rerope", "window", TARGET),
                in("leaky_rerope", "window", 100, "scaling_factor", 1),
                in("self_extend", "neighbor_window", TARGET),
                in("self_extend", "group_size", 1, "neighbor_window", 100),
                in("string", "shift", TARGET),
                in("string", "shift", 100, "local_window", 100),
                in("dual_chunk", "chunk_size", TARGET + 256),
                in("log_n", "training_length", TARGET))) {
            assertThat(compare(limit, none).verdict()).isEqualTo(Verdict.IDENTICAL);
        }
    }

    @Test
    void oneCellBeyondTheWindowIsFound() {
        assertThat(compare(in("rerope", "window", TARGET - 1), in("none")).verdict())
                .isEqualTo(Verdict.IDENTICAL);
        assertThat(compare(in("rerope", "window", TARGET - 2), in("none")).witness())
                .contains(new Witness(TARGET - 1, 0, 0, TARGET - 2, TARGET - 1));
    }

    @Test
    void yarnIsNtkByPartsUpToATemperatureWhereAllComponentsRotate() {
        Equivalence found = compare(in("ntk_by_parts", "factor", 4), in("yarn", "factor", 4));
        double amplitude = 0.1 * StrictMath.log(4) + 1;
        assertThat(found.verdict()).isEqualTo(Verdict.SAME_UP_TO_TEMPERATURE);
        assertThat(found.temperature().orElseThrow().factor()).hasValue(amplitude * amplitude);
        assertThat(found.maxAngleDifference()).isZero();
        Tolerance.DOUBLE.check("score", found.maxScoreDifference(), amplitude * amplitude - 1);
        RopeContext partly = new RopeContext(
                new RotaryGeometry(128, 64, Pairing.HALF_SPLIT), BASE, Lengths.extended(TRAINED, TARGET));
        Equivalence partial =
                compare(in(partly, block("ntk_by_parts", "factor", 4)), in(partly, block("yarn", "factor", 4)));
        assertThat(partial.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(partial.reason()).contains("partly rotated");
    }

    @Test
    void anAmplitudeIsALogitScaleOfItsSquareForScoresOnly() {
        PositionParameter amplitude = in("yarn", "factor", 4);
        PositionParameter logits = in("yarn", "factor", 4, "mscale", 1, "mscale_all_dim", 1);
        assertThat(compare(amplitude, logits).verdict()).isEqualTo(Verdict.SAME_SCORES);
    }

    @Test
    void temperaturesByRowAreTemperatures() {
        Equivalence logN = compare(in("none"), in("log_n"));
        assertThat(logN.verdict()).isEqualTo(Verdict.SAME_UP_TO_TEMPERATURE);
        assertThat(logN.temperature().orElseThrow().formula()).isEqualTo("(max(1, ln(i+1)/7.6246189861593985))");
        assertThat(compare(in("none"), in("ssmax")).verdict()).isEqualTo(Verdict.SAME_UP_TO_TEMPERATURE);
        assertThat(compare(in("log_n"), in("entropy_abf")).verdict()).isEqualTo(Verdict.IDENTICAL);
        assertThat(compare(in("llama4", "floor_scale", 64), in("ministral3", "original_length", 64))
                        .verdict())
                .isEqualTo(Verdict.SAME_UP_TO_TEMPERATURE);
    }

    @Test
    void dynamicNtkAtOneLengthIsStatic() {
        double lambda = 2.0 * TARGET / TRAINED - 1;
        double base = BASE * StrictMath.pow(lambda, 128 / 126.0);
        PositionParameter dynamic = in("dynamic_ntk", "factor", 2);
        identicalEverywhere(dynamic, in("ntk_aware", "factor", lambda));
        identicalEverywhere(dynamic, in(context(base), block("none")));
    }

    @Test
    void nothingTurnsWithoutFrequencies() {
        identicalEverywhere(in("nope"), in("p_rope", "partial_rotary_factor", 0));
        identicalEverywhere(in("nope"), in("linear_align_corners", "length", 1));
        Equivalence found = compare(in("nope"), in("none"));
        assertThat(found.witness()).contains(new Witness(TARGET - 1, 0, 0, 0, TARGET - 1));
    }

    @Test
    void decayIsNoTemperatureAndItsOriginNoMatterOfScores() {
        assertThat(compare(in("xpos"), in("none")).reason()).contains("decay");
        assertThat(compare(in("xpos", "scale_base", 1e300), in("none")).verdict())
                .isEqualTo(Verdict.IDENTICAL);
        assertThat(compare(in("xpos"), joined(block("xpos"), block("offset", "offset", 9)))
                        .verdict())
                .isEqualTo(Verdict.SAME_SCORES);
    }

    @Test
    void pairsOnOtherAxesAreDifferentButNotOnText() {
        Equivalence found = compare(in("mrope", "mrope_section", List.of(16, 24, 24)), in("none"));
        assertThat(found.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(found.witness().orElseThrow().pair()).isEqualTo(16);
        assertThat(found.onText()).contains(Verdict.IDENTICAL);
        assertThat(found.maxScoreDifference()).isEqualTo(2);
        identicalEverywhere(in("mrope", "mrope_section", List.of(64, 0, 0)), in("none"));
    }

    @Test
    void anglesThatDifferByWholeTurnsAreTheSameRotation() {
        RopeContext onePair = new RopeContext(RotaryGeometry.full(2, Pairing.HALF_SPLIT), BASE, Lengths.trained(64));
        Map<String, Object> resonance = block("resonance");
        PositionParameter plain = in(onePair, resonance); // one turn in 6 tokens
        Map<String, Object> turn = block("combined", "parts", List.of(resonance, block("offset", "offset", 6)));
        Map<String, Object> no = block("combined", "parts", List.of(resonance, block("offset", "offset", 7)));
        Map<String, Object> shift =
                block("combined", "parts", List.of(resonance, block("string", "shift", 6, "local_window", 0)));
        assertThat(Equivalence.of(in(onePair, turn), plain, 64).verdict()).isEqualTo(Verdict.IDENTICAL);
        assertThat(Equivalence.of(in(onePair, no), plain, 64).verdict()).isEqualTo(Verdict.SAME_SCORES);
        assertThat(Equivalence.of(in(onePair, shift), plain, 64).verdict()).isEqualTo(Verdict.IDENTICAL);
        PositionParameter halved = PositionParameter.of(
                PositionEncoding.ofFrequencies(FrequencySchedule.of(2 * Math.PI / 3), Trace.none()), onePair);
        Equivalence atTheEndAlike = Equivalence.of(halved, plain, 61);
        assertThat(atTheEndAlike.verdict()).isEqualTo(Verdict.DIFFERENT);
        Witness witness = atTheEndAlike.witness().orElseThrow();
        assertThat(Rounding.offTurns(witness.difference())).isGreaterThan(1);
    }

    @Test
    void pairsOfOtherComponentsAreComparedWithStandingStill() {
        RotaryGeometry interleaved = RotaryGeometry.full(128, Pairing.INTERLEAVED);
        RopeContext other = new RopeContext(interleaved, BASE, CONTEXT.lengths());
        assertThat(compare(in(other, block("none")), in("none")).verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(compare(in(other, block("nope")), in("nope")).verdict()).isEqualTo(Verdict.IDENTICAL);
        Equivalence partial = compare(in("partial", "partial_rotary_factor", 0.5), in("nope"));
        assertThat(partial.witness()).contains(new Witness(TARGET - 1, 0, 0, TARGET - 1, 0));
    }

    @Test
    void aSelectorThatKnowsNoRunsIsWalkedCellByCell() {
        record OddKeys() implements BranchSelector {
            @Override
            public int select(int query, int key) {
                return key % 2;
            }

            @Override
            public String condition(int branch) {
                return branch == 0 ? "j even" : "j odd";
            }
        }
        Branch near = Branch.both("near", new PositionMap.Identity());
        Branch moved = new Branch("moved", new PositionMap.Offset(3), new PositionMap.Identity());
        PositionParameter odd = PositionParameter.of(
                new PositionEncoding(
                        CONTEXT.baseFrequencies(),
                        new Piecewise(List.of(near, moved), new OddKeys()),
                        AttentionScale.none(),
                        Trace.none()),
                CONTEXT);
        assertThat(odd.text(BASE)).isEqualTo("j even: iθ | j odd: query (i+3)θ, key iθ");
        Equivalence found = Equivalence.of(odd, in("none"), 100);
        assertThat(found.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(found.maxAngleDifference()).isEqualTo(3);
        assertThat(found.witness().orElseThrow().key() % 2).isEqualTo(1);
        assertThat(Equivalence.of(odd, odd, 100).verdict()).isEqualTo(Verdict.IDENTICAL);
    }

    @Test
    void closedFormsReadAsThePapersWriteThem() {
        assertThat(in("none").text(BASE)).isEqualTo("iθ");
        assertThat(in("offset", "offset", 100).text(BASE)).isEqualTo("(i+100)θ");
        assertThat(in("linear").text(BASE)).isEqualTo("(1/4)·iθ");
        assertThat(in("linear_align_corners").text(BASE)).isEqualTo("(i·2047/8191)θ");
        assertThat(in("ntk_aware", "factor", 4).text(BASE)).isEqualTo("i·40889.94243^(-2k/d)");
        assertThat(in("abf", "base", 500_000).text(BASE)).isEqualTo("i·500000^(-2k/d)");
        assertThat(in(context(500_000), block("none")).text(BASE)).isEqualTo("i·500000^(-2k/d)");
        assertThat(in("nope").text(BASE)).isEqualTo("0");
        assertThat(in("p_rope", "partial_rotary_factor", 0.25).text(BASE)).isEqualTo("{k 0-15: iθ; k 16-63: 0}");
        assertThat(in("rerope", "window", 512).text(BASE)).isEqualTo("i-j < 512: iθ | i-j ≥ 512: query 512θ, key 0");
        assertThat(in("yarn", "factor", 16).text(BASE))
                .startsWith("{k 0-16: iθ; k 17-40: iθ·r_k, r_k from 0.96")
                .endsWith("; k 41-63: (1/16)·iθ}");
    }

    @Test
    void headsOfOtherWidthsAndRangesThatAreTooLongAreRefused() {
        RopeContext narrow =
                new RopeContext(RotaryGeometry.full(64, Pairing.HALF_SPLIT), BASE, Lengths.extended(TRAINED, TARGET));
        assertThatThrownBy(() -> Equivalence.of(in("none"), in(narrow, block("none")), 8))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("head_dim must equal that of the other side (128)");
        assertThatThrownBy(() -> Equivalence.of(in("none"), in("none"), 0))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("length");
        assertThatThrownBy(() -> Equivalence.of(in("none"), in("rerope"), 1 << 21))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("at most 1048576");
        assertThat(Equivalence.of(in("none"), in("linear"), 1 << 30).verdict()).isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void aUniformSchemeWithoutASlopeIsComparedPositionByPosition() {
        PositionParameter grouped = PositionParameter.of(
                PositionEncoding.ofPositions(
                        CONTEXT.baseFrequencies(), Uniform.both(new PositionMap.FloorDivided(4, 0, 0)), Trace.none()),
                CONTEXT);
        assertThat(Equivalence.of(grouped, in("linear", "factor", 4), 1).verdict())
                .isEqualTo(Verdict.IDENTICAL);
        Equivalence found = Equivalence.of(grouped, in("linear", "factor", 4), 100);
        assertThat(found.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(found.maxAngleDifference()).isEqualTo(0.75);
    }
}
