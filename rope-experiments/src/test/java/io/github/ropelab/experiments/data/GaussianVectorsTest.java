package io.github.ropelab.experiments.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.DataFolder;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RotaryGeometry;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class GaussianVectorsTest {
    private static final RotaryGeometry NARROW = RotaryGeometry.full(8, Pairing.INTERLEAVED);
    private static final RotaryGeometry PARTIAL = new RotaryGeometry(24, 16, Pairing.HALF_SPLIT);
    private static final EnergyProfile FLAT = EnergyProfile.of(List.of(), List.of(), 0);

    private static String hash(GaussianVectors vectors, int seed, int tokens) throws NoSuchAlgorithmException {
        QkvBatch batch = vectors.load(Slice.seed(seed), tokens);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (double[] rows : List.of(batch.q(), batch.k(), batch.v())) {
            ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * rows.length);
            Arrays.stream(rows).forEach(bytes::putDouble);
            digest.update(bytes.array());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Fingerprints and vectors as first released: stored cells stay valid. */
    @Test
    void theSameParametersGiveTheSameVectorsForEver() throws NoSuchAlgorithmException {
        GaussianVectors iid = new GaussianVectors("g", NARROW, 10_000, List.of(), List.of(), 3, 2);
        assertThat(iid.fingerprint())
                .isEqualTo("gaussian v1 RotaryGeometry[headDim=8, rotaryDim=8, pairing=INTERLEAVED] energy=[1.0]"
                        + " mean_share=[0.0] root=3");
        assertThat(hash(iid, 1, 50)).isEqualTo("06a7045c676a5b273b4bcad0c48ecd990b078e4898b3709b2ddcd9cd8e32be3c");
        GaussianVectors shaped = new GaussianVectors(
                "g", PARTIAL, 10_000, List.of(0.1, 0.2, 0.3, 0.4), List.of(0.65, 0.7, 0.8, 0.85), 5, 1);
        assertThat(shaped.fingerprint())
                .isEqualTo("gaussian v1 RotaryGeometry[headDim=24, rotaryDim=16, pairing=HALF_SPLIT]"
                        + " energy=[0.1, 0.2, 0.3, 0.4] mean_share=[0.65, 0.7, 0.8, 0.85] root=5");
        assertThat(hash(shaped, 0, 40)).isEqualTo("5e441310feb1a353bd083383483581e8f1779a31d99123dd0eb1e918f747cb6a");
        GaussianVectors noMean = new GaussianVectors("g", PARTIAL, 10_000, List.of(0.4, 0.6), List.of(), 5, 1);
        assertThat(noMean.fingerprint()).endsWith(" energy=[0.4, 0.6] mean_share=[0.0, 0.0] root=5");
        assertThat(hash(noMean, 0, 40)).isEqualTo("55ad200df1a924668254842753786169494f0f7ad8ff028e3cd8b68b7fbf5e12");
    }

    private static GaussianVectors with(double correlation, Optional<Needle> needle, double sink) {
        EnergyProfile means = EnergyProfile.of(List.of(0.5, 0.3, 0.2), List.of(), 0.6);
        return new GaussianVectors("g", NARROW, 10_000, means, means, correlation, needle, sink, 5, 3);
    }

    @Test
    void everyParameterIsInTheFingerprintAndChangesTheVectors() throws NoSuchAlgorithmException {
        List<GaussianVectors> all = List.of(
                with(0, Optional.empty(), 1),
                with(0.4, Optional.empty(), 1),
                with(-0.4, Optional.empty(), 1),
                with(0, Optional.of(new Needle(0.5, 1, 2)), 1),
                with(0, Optional.of(new Needle(0.5, 2, 2)), 1),
                with(0, Optional.of(new Needle(0.5, 2, 3)), 1),
                with(0, Optional.of(new Needle(7, 2, 3)), 1),
                with(0, Optional.empty(), 0.5),
                new GaussianVectors("g", NARROW, 10_000, FLAT, FLAT, 0, Optional.empty(), 1, 5, 3),
                new GaussianVectors("g", NARROW, 10_000, FLAT, FLAT, 0, Optional.empty(), 1, 6, 3),
                new GaussianVectors(
                        "g",
                        NARROW,
                        10_000,
                        FLAT,
                        new EnergyProfile(List.of(1.0), List.of(0.0), 2),
                        0,
                        Optional.empty(),
                        1,
                        5,
                        3));
        Set<String> fingerprints = new HashSet<>();
        Set<String> vectors = new HashSet<>();
        for (GaussianVectors set : all) {
            fingerprints.add(set.fingerprint());
            vectors.add(hash(set, 0, 40));
        }
        assertThat(fingerprints).hasSameSizeAs(all);
        assertThat(vectors).hasSameSizeAs(all);
    }

    @Test
    void shorterLengthsArePrefixesButForTheNeedle() {
        for (GaussianVectors set : List.of(with(0.4, Optional.empty(), 0.5), with(0, Optional.empty(), 1))) {
            QkvBatch longer = set.load(Slice.seed(2), 90);
            QkvBatch shorter = set.load(Slice.seed(2), 31);
            assertThat(Arrays.copyOf(longer.q(), 31 * 8)).isEqualTo(shorter.q());
            assertThat(Arrays.copyOf(longer.k(), 31 * 8)).isEqualTo(shorter.k());
            assertThat(Arrays.copyOf(longer.v(), 31 * 8)).isEqualTo(shorter.v());
        }
        QkvBatch planted = with(0, Optional.of(new Needle(0.5, 3, 2)), 1).load(Slice.seed(2), 31);
        QkvBatch plain = with(0, Optional.empty(), 1).load(Slice.seed(2), 31);
        assertThat(planted.q()).isEqualTo(plain.q());
        for (int i = 0; i < plain.k().length; i++) {
            assertThat(planted.k()[i] != plain.k()[i]).as("component %d", i).isEqualTo(i / 8 == 15);
        }
    }

    /** 4000 values: a correlation of independent values has the standard error 0.016. */
    @Test
    void streamsOfDifferentNamesAreIndependent() {
        GaussianVectors set = new GaussianVectors("g", NARROW, 10_000, List.of(), List.of(), 5, 2);
        QkvBatch first = set.load(Slice.seed(0), 500);
        QkvBatch second = set.load(Slice.seed(1), 500);
        QkvBatch root = new GaussianVectors("g", NARROW, 10_000, List.of(), List.of(), 6, 2).load(Slice.seed(0), 500);
        List<double[]> streams =
                List.of(first.q(), first.k(), first.v(), second.q(), second.k(), second.v(), root.q(), root.k());
        for (int a = 0; a < streams.size(); a++) {
            for (int b = 0; b < a; b++) {
                assertThat(new PearsonsCorrelation().correlation(streams.get(a), streams.get(b)))
                        .isBetween(-0.065, 0.065);
            }
        }
    }

    /** Every query against every key, whatever their tokens, in rotated and other components. */
    @Test
    void aCorrelationHoldsBetweenEveryQueryAndEveryKey() {
        int draws = 2000;
        for (double rho : new double[] {0.5, -0.3, 1}) {
            GaussianVectors set = GaussianVectors.correlated("g", PARTIAL, 10_000, rho, 9, draws);
            int[] components = {0, 9, 20};
            SummaryStatistics[] near = {new SummaryStatistics(), new SummaryStatistics(), new SummaryStatistics()};
            SummaryStatistics[] far = {new SummaryStatistics(), new SummaryStatistics(), new SummaryStatistics()};
            SummaryStatistics[] square = {new SummaryStatistics(), new SummaryStatistics(), new SummaryStatistics()};
            for (int seed = 0; seed < draws; seed++) {
                QkvBatch batch = set.load(Slice.seed(seed), 3);
                for (int i = 0; i < components.length; i++) {
                    double q = batch.q()[2 * 24 + components[i]];
                    double k = batch.k()[components[i]];
                    near[i].addValue(q * batch.k()[2 * 24 + components[i]]);
                    far[i].addValue(q * k);
                    square[i].addValue(k * k);
                }
            }
            for (int i = 0; i < components.length; i++) {
                assertThat(z(near[i], rho)).as("ρ %s, same token", rho).isBetween(-4.0, 4.0);
                assertThat(z(far[i], rho)).as("ρ %s, other token", rho).isBetween(-4.0, 4.0);
                assertThat(z(square[i], 1)).as("ρ %s, variance", rho).isBetween(-4.0, 4.0);
            }
        }
    }

    private static double z(SummaryStatistics statistics, double expected) {
        return (statistics.getMean() - expected) / statistics.getStandardDeviation() * Math.sqrt(statistics.getN());
    }

    @Test
    void aMeasuredProfileIsThatOfTheHead() {
        Capture capture = CaptureCatalog.read(DataFolder.captures()).open("smollm2-135m", List.of(10));
        Slice head = capture.slices().get(1);
        EnergyProfile q = capture.queryProfile(head);
        EnergyProfile k = capture.keyProfile(head);
        assertThat(q.energy()).hasSize(32);
        assertThat(q).isNotEqualTo(k);
        double[] rows = capture.load(head, capture.maxTokens()).q();
        double square = 0;
        for (double x : rows) {
            square += x * x;
        }
        assertThat(q.meanSquare()).isCloseTo(square / rows.length, Offset.offset(1e-9 * square / rows.length));

        int draws = 200;
        GaussianVectors drawn =
                new GaussianVectors("g", capture.geometry(), capture.base(), q, k, 0, Optional.empty(), 1, 3, draws);
        for (int pair : new int[] {0, 15, 31}) {
            SummaryStatistics energy = new SummaryStatistics();
            SummaryStatistics ofMean = new SummaryStatistics();
            for (int seed = 0; seed < draws; seed++) {
                double[] keys = drawn.load(Slice.seed(seed), 2).k();
                for (int c : new int[] {pair, pair + 32}) {
                    energy.addValue(keys[c] * keys[c]);
                    ofMean.addValue(keys[c] * keys[64 + c]);
                }
            }
            double variance = k.energy().get(pair) * 32 * k.meanSquare();
            assertThat(z(energy, variance)).as("energy of pair %d", pair).isBetween(-4.0, 4.0);
            assertThat(z(ofMean, variance * k.meanShare().get(pair)))
                    .as("mean of pair %d", pair)
                    .isBetween(-4.0, 4.0);
        }
    }

    /** Energy measured from rows of which it is known. */
    @Test
    void aProfileIsMeasuredPairByPair() {
        double[] rows = {1, 5, 3, 0, /* */ 1, -5, 3, 0}; // pairs (0, 1) and (2, 3)
        EnergyProfile profile = EnergyProfile.measured(rows, RotaryGeometry.full(4, Pairing.INTERLEAVED));
        assertThat(profile.energy()).containsExactly(52 / 70.0, 18 / 70.0);
        assertThat(profile.meanShare()).containsExactly(2 / 52.0, 1.0);
        assertThat(profile.meanSquare()).isEqualTo(70 / 8.0);
    }

    @Test
    void bandsNeedNotDivideThePairs() {
        EnergyProfile profile = EnergyProfile.of(List.of(0.2, 0.3, 0.5), List.of(), 0); // of 4 pairs: 2, 1, 1
        double sum = 0;
        for (int pair = 0; pair < 4; pair++) {
            sum += 2 * profile.variance(pair, 4);
        }
        assertThat(sum).isCloseTo(8, Offset.offset(1e-12));
        assertThat(profile.variance(0, 4)).isEqualTo(0.2 * 2);
        assertThat(profile.variance(1, 4)).isEqualTo(0.2 * 2);
        assertThat(profile.variance(2, 4)).isEqualTo(0.3 * 4);
        assertThat(profile.variance(3, 4)).isEqualTo(0.5 * 4);
    }

    /** Without rotation the key adds strength·⟨q, û⟩ to the score, which is strength·|q| for one query. */
    @Test
    void aNeedleIsWhatTheLastQueriesLookFor() {
        int tokens = 64;
        RotaryGeometry geometry = RotaryGeometry.full(32, Pairing.HALF_SPLIT);
        for (int queries : new int[] {1, 4}) {
            Needle needle = new Needle(10, 4, queries);
            GaussianVectors set =
                    new GaussianVectors("g", geometry, 10_000, FLAT, FLAT, 0, Optional.of(needle), 1, 5, 20);
            GaussianVectors without =
                    new GaussianVectors("g", geometry, 10_000, FLAT, FLAT, 0, Optional.empty(), 1, 5, 20);
            for (Slice slice : set.slices()) {
                QkvBatch batch = set.load(slice, tokens);
                double added = 0;
                for (int row = tokens - queries; row < tokens; row++) {
                    double found = score(batch, row, 10);
                    added += found - score(without.load(slice, tokens), row, 10);
                    for (int key = 0; key <= row; key++) {
                        assertThat(key == 10 || score(batch, row, key) < found)
                                .as("key %d of row %d", key, row)
                                .isTrue();
                    }
                }
                double[] sum = new double[32];
                for (int i = (tokens - queries) * 32; i < batch.q().length; i++) {
                    sum[i % 32] += batch.q()[i];
                }
                double length = Math.sqrt(Arrays.stream(sum).map(x -> x * x).sum());
                assertThat(added).isCloseTo(4 * length, Offset.offset(1e-9));
            }
        }
    }

    private static double score(QkvBatch batch, int row, int key) {
        double sum = 0;
        for (int c = 0; c < batch.headDim(); c++) {
            sum += batch.q()[row * batch.headDim() + c] * batch.k()[key * batch.headDim() + c];
        }
        return sum / Math.sqrt(batch.headDim());
    }

    @Test
    void aSinkShortensTheFirstKeyAlone() {
        double[] plain = with(0, Optional.empty(), 1).load(Slice.seed(0), 20).k();
        double[] sunk = with(0, Optional.empty(), 0.5).load(Slice.seed(0), 20).k();
        for (int i = 0; i < plain.length; i++) {
            assertThat(sunk[i]).isEqualTo(i < 8 ? plain[i] * 0.5 : plain[i]);
        }
    }

    @Test
    void badParametersAreNamed() {
        assertThatThrownBy(() -> with(0.7, Optional.empty(), 1))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("correlation must be at most the share of energy");
        assertThatThrownBy(() -> GaussianVectors.correlated("g", NARROW, 10, 1.5, 1, 1))
                .hasMessage("correlation must be between -1 and 1, but was 1.5");
        assertThatThrownBy(() -> with(0, Optional.empty(), 0)).hasMessageContaining("sink must be a finite number");
        assertThatThrownBy(
                        () -> new GaussianVectors("g", NARROW, 10, List.of(0.2, 0.2, 0.2, 0.2, 0.2), List.of(), 1, 1))
                .hasMessageContaining("energy must have at most one entry for each of the 4 pairs");
        assertThatThrownBy(() -> new Needle(1.5, 1, 1)).hasMessageContaining("position must be a share of the length");
        assertThatThrownBy(() -> new Needle(1, -1, 1)).hasMessageContaining("strength");
        assertThatThrownBy(() -> new Needle(1, 1, 0)).hasMessageContaining("queries must be at least 1");
        GaussianVectors needle = with(0, Optional.of(new Needle(20, 1, 4)), 1);
        assertThat(needle.refusal(24).orElseThrow()).contains("position 20").contains("last 4 queries");
        assertThat(needle.refusal(25)).isEmpty();
        assertThatThrownBy(() -> needle.load(Slice.seed(0), 24)).hasMessageContaining("current length must leave");
    }
}
