package io.github.ropelab.experiments.reproduction.attention;

import static io.github.ropelab.experiments.published.Published.computed;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.LogitScale;
import io.github.ropelab.experiments.expectation.SoftmaxEntropy;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Chart.Axis;
import io.github.ropelab.experiments.published.Chart.Scale;
import io.github.ropelab.experiments.published.Citation;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.published.Description;
import io.github.ropelab.experiments.published.Origin;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.published.Reading;
import io.github.ropelab.experiments.random.Gaussian;
import io.github.ropelab.experiments.random.Streams;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import io.github.ropelab.experiments.reproduction.frame.Reproduction;
import io.github.ropelab.experiments.reproduction.frame.Rope;
import io.github.ropelab.experiments.reproduction.frame.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Su's entropy invariance and Nakanishi's attention fading: how the softmax of a row changes with its length. */
public final class AttentionFading implements Reproduction {
    private static final int LONGEST = 8192;

    /** Trained length of the factor log n. */
    private static final int TRAINED = 512;

    /** Keys, variance of logits, mean entropy, its standard error, standard deviation of a row. */
    private static final String NUMPY = """
            128 0.25 4.728395 0.000090 0.01807
            128 1 4.365412 0.000505 0.10102
            128 2 3.916137 0.001232 0.24641
            128 4 3.191737 0.002403 0.48061
            128 9 2.168100 0.003385 0.67696
            128 16 1.540713 0.003451 0.69012
            1024 0.25 6.806626 0.000036 0.00649
            1024 1 6.433176 0.000225 0.04031
            1024 2 5.941703 0.000711 0.12713
            1024 4 5.025928 0.002129 0.38083
            1024 9 3.428304 0.004256 0.76140
            1024 16 2.347590 0.004709 0.84240
            8192 0.25 8.885864 0.000057 0.00227
            8192 1 8.510655 0.000355 0.01418
            8192 2 8.011128 0.001209 0.04835
            8192 4 7.027474 0.005254 0.21015
            8192 9 4.965364 0.017761 0.71042
            8192 16 3.322626 0.023132 0.92528
            """;

    /** P(|z| > 4.5) is 7e-6. */
    private static final double LARGEST_Z = 4.5;

    private static final int[] SIZES = {10, 100, 1000, 10_000, 100_000};
    private static final double EVEN = -2;
    private static final double LAST = 3;
    private static final int SPHERE = 64;
    private static final int SPHERE_KEYS = 4096;
    private static final int SPHERE_ROWS = 200;

    @Override
    public Description description() {
        return new Description(
                "attention-entropy",
                "Attention fades with length",
                "The softmax over more keys is flatter, its entropy grows as ln n minus a constant, and a factor log n on the scores "
                        + "holds the attention on the largest of them.",
                List.of(
                        Citation.web(
                                "su2021entropy",
                                "Jianlin Su",
                                2021,
                                "Attention scale from entropy invariance (in Chinese)",
                                "https://kexue.fm/archives/8823",
                                "section on the derivation: H = log n - 0.24·λ·d + O(1)",
                                Reading.COPY,
                                "the derivation was read in a verbatim copy, a later and shorter one (archives/9034) in translation"),
                        Citation.arxiv(
                                "nakanishi2025ssmax",
                                "Ken M. Nakanishi",
                                2025,
                                "Scalable-Softmax Is Superior for Attention",
                                "2501.19399",
                                "figure 1 and its caption",
                                Reading.READ,
                                "abstract and caption were read; the curves were not measured")),
                "H = -Σ p ln p,  p = softmax(λ·s);  s of N(0, 1): E H ≈ ln n - λ²/2 + [λ²e^(λ²) - (e^(λ²) - 1)/2]/n;  "
                        + "SSMax: λ = s·ln n;  log n: λ = max(1, ln n / ln 512)",
                "The metrics' softmax and entropy of drawn rows of normal scores; of Nakanishi's vector of -2 and one +3 under the "
                        + "strategies none and ssmax; of 512 and 8192 scores under log_n; of queries and keys on a sphere. The factors are "
                        + "those of the strategies.",
                """
                **Where ln n - σ²/2 holds.** For n well above e^(σ²). At σ² = 9 it is 1.0 below the truth with 1024 keys and 0.45
                with 8192, at σ² = 16 it is 2.3 below with 8192: there few keys hold all the mass (the random energy model freezes at σ² =
                2·ln n) and the form becomes negative, which no entropy is.

                **The coefficient 0.24 is that of one λ.** For q and k on spheres of radius √d the loss of entropy against ln n is, for
                large d, -(d/2)·ln(1 - c²), where c = (√(1+4λ²) - 1)/(2λ) maximises λc + ln(1-c²)/2. At λ = 1 this is
                (d/2)·ln((1+√5)/2) = 0.2406·d: the printed number. It is no slope: the loss grows as λ²d/2 for small λ. At the
                usual λ = 1/√d it is about 1/2, whatever d is, and not 0.24·√d (1.92 at d = 64); the O(1) beside the term cannot stand
                for a difference that grows with √d. At λ = 1 no length in use is above the e^(0.24·d) and more keys that the
                approximation asks for.

                **log n does not hold the entropy of normal scores.** With unit variance and the factor ln n / ln 512 the loss grows
                as (ln n / ln 512)²/2 alone: from 512 to 8192 keys the entropy grows by 2.23 of the 2.77 that it grows without. What would
                hold it is λ = √(2·(ln n - H)), a root of the logarithm, once n is large. The factor does what Nakanishi's
                figure says: a score that is far above the others keeps its weight, because its lead is multiplied by ln n and the
                others' number is n. Captured heads have such scores: there the entropy grows about half as fast as ln n, and the factor
                log n does hold it nearly level (the last two values above). His "close to 1 regardless of the size" is 0.94 at 10 keys and 1 - 1.8·10⁻⁶ at 100,000 (0.82 at 2).
                """,
                6);
    }

    @Override
    public List<Published> published() {
        List<Published> published = new ArrayList<>();
        for (String line : NUMPY.strip().split("\n")) {
            String[] cells = line.split(" ");
            int keys = Integer.parseInt(cells[0]);
            double error = Double.parseDouble(cells[3]);
            double deviation = Double.parseDouble(cells[4]);
            published.add(computed(
                            "entropy-" + keys + "-" + cells[1],
                            "mean entropy of " + keys + " normal logits of variance " + cells[1],
                            "nats",
                            Double.parseDouble(cells[2]))
                    .within(
                            LARGEST_Z * Math.sqrt(error * error + deviation * deviation / rows(keys)),
                            "4.5 standard errors of both draws together"));
        }
        published.add(Published.range(
                "growth",
                "growth of the entropy from 128 to 8192 normal logits of unit variance over ln 64",
                "1",
                Origin.STATEMENT,
                0.98,
                1.02,
                "1, but for a constant that has not settled at 128 keys (0.003) and the error of the draws"));
        published.add(
                Published.stated("growth-log-n", "growth from 512 to 8192 of the same under a factor log n", "nats", 0)
                        .within(0.1, "invariance to the length")
                        .corrected(
                                2.2283,
                                0.03,
                                "the loss against ln n is λ²σ²/2, and λ = ln n/ln 512 raises it by 0.54 where ln n rises by 2.77; "
                                        + "the interval is that of the draws"));
        published.add(Published.printed(
                        "coefficient", "loss of entropy over d, q and k on spheres, λ = 1, large d", "nats", 0.24)
                .within(0.005, "two printed digits"));
        published.add(Published.printed(
                        "loss-usual",
                        "loss of entropy at λ = 1/√d, d = 64, as 0.24·λ·d",
                        "nats",
                        0.24 * Math.sqrt(SPHERE))
                .within(0.005 * Math.sqrt(SPHERE), "two printed digits of the coefficient")
                .corrected(
                        0.4890,
                        0.01,
                        "the loss is (d/2)·λ² for small λ and not linear in it: 1/2 at λ = 1/√d for large d, 0.4890 at d = 64 by "
                                + "quadrature over the angle; the interval is that of the draws"));
        published.add(Published.range(
                "softmax-largest-100000",
                "largest weight of Nakanishi's vector, softmax, n = 100,000",
                "1",
                Origin.STATEMENT,
                0,
                0.01,
                "approaches zero"));
        for (int n : SIZES) {
            published.add(Published.range(
                    "ssmax-largest-" + n,
                    "largest weight of the same, SSMax with s = 0.43, n = " + n,
                    "1",
                    Origin.STATEMENT,
                    0.9,
                    1,
                    "close to 1 regardless of the size"));
        }
        for (String line : List.of("fading", "fading-log-n")) {
            published.add(Published.range(
                    line,
                    "growth of the mean entropy of SmolLM2's heads from rows up to 512 to rows up to 2048 over ln 4"
                            + (line.equals("fading") ? "" : ", under log_n of 512"),
                    "1",
                    Origin.STATEMENT,
                    line.equals("fading") ? 0.2 : -1,
                    line.equals("fading") ? 1 : 0.5,
                    line.equals("fading")
                            ? "attention fades: well above 0, and at most as fast as for scores without structure"
                            : "the factor takes at least half of the fastest growth"));
        }
        for (int query : CapturedEntropy.QUERIES) {
            published.add(Published.stated(
                            "log-n-" + query,
                            "factor of log_n of 512 on the logits of query " + query + ", which sees " + (query + 1)
                                    + " keys",
                            "1",
                            Math.max(1, StrictMath.log(query + 1) / StrictMath.log(512)))
                    .within(1e-15, "max(1, ln n/ln 512), a quotient of logarithms"));
        }
        return published;
    }

    /** Rows that are drawn for a number of keys. */
    private static int rows(int keys) {
        return keys >= LONGEST ? 60 : 300;
    }

    @Override
    public Recomputed compute(Work work) throws IOException {
        Recomputed recomputed = new Recomputed();
        normalScores(recomputed, work);
        recomputed.put("growth-log-n", logarithm(LONGEST) - logarithm(TRAINED));
        double saddle = (Math.sqrt(5) - 1) / 2;
        recomputed.put("coefficient", -StrictMath.log(1 - saddle * saddle) / 2);
        recomputed.put("loss-usual", sphere());
        work.step(2, 4, "rows of one peak");
        peak(recomputed);
        work.step(3, 4, "captured heads");
        new CapturedEntropy(work).addTo(recomputed);
        return recomputed;
    }

    private static void normalScores(Recomputed recomputed, Work work) {
        DataTable.Rows table = DataTable.titled("normal", "Entropy of normal scores by length")
                .column("variance", "variance of the logits")
                .column("source", "drawn, or the leading form")
                .column("keys", "keys n")
                .column("entropy", "mean entropy, nats");
        double[] unit = new double[2];
        for (String line : NUMPY.strip().split("\n")) {
            String[] cells = line.split(" ");
            int keys = Integer.parseInt(cells[0]);
            double variance = Double.parseDouble(cells[1]);
            double mean = mean(keys, rows(keys), Math.sqrt(variance), "normal");
            recomputed.put("entropy-" + keys + "-" + cells[1], mean);
            if (variance == 1 && keys != 1024) {
                unit[keys == LONGEST ? 1 : 0] = mean;
            }
            String title = "variance " + cells[1];
            table.row(title, "drawn", keys, mean);
            if (variance < 2 * StrictMath.log(keys)) {
                table.row(title, "ln n - σ²/2", keys, SoftmaxEntropy.limit(keys, variance));
            }
        }
        work.step(1, 4, "drawn rows");
        recomputed.put("growth", (unit[1] - unit[0]) / StrictMath.log(LONGEST / 128.0));
        recomputed.add(
                table.table(),
                Chart.lines(
                                "normal",
                                "Mean entropy of the softmax over normal logits of variance σ² by the number of keys n: drawn, and the form for "
                                        + "many keys, ln n - σ²/2, where it is defined (σ² < 2 ln n). Up to σ² = 2 the two lie upon one another; with "
                                        + "larger variances the form needs more keys than here. At σ² = 16 it is defined at the last n alone, one point.",
                                "normal",
                                new Axis("keys", "keys n", Scale.LOG2),
                                new Axis("entropy", "entropy (nats)"),
                                "source")
                        .panels("variance", 3));
    }

    /** Mean entropy of rows of normal scores; rows of one length have the same draws under every factor. */
    private static double mean(int keys, int rows, double factor, String stream) {
        SoftmaxRow softmax = new SoftmaxRow(keys);
        Gaussian gaussian = Streams.root(8823)
                .child("attention-entropy")
                .child(stream)
                .child("keys", keys)
                .gaussian();
        double[] scores = new double[keys];
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            for (int n = 0; n < keys; n++) {
                scores[n] = gaussian.next();
            }
            sum += softmax.of(scores, factor).entropy();
        }
        return sum / rows;
    }

    private static double logarithm(int keys) {
        LogitScale scale = scale("log_n:training_length=" + TRAINED);
        return mean(keys, rows(keys), scale.at(keys - 1), "log-n");
    }

    private static LogitScale scale(String strategy) {
        return new Rope(SPHERE, 10_000, Lengths.trained(TRAINED))
                .encode(strategy)
                .attention()
                .logit();
    }

    /** ln n - H for queries and keys that are uniform on spheres of radius √d, λ = 1/√d. */
    private static double sphere() {
        Gaussian gaussian =
                Streams.root(8823).child("attention-entropy").child("sphere").gaussian();
        double[][] keys = new double[SPHERE_KEYS][];
        for (int n = 0; n < SPHERE_KEYS; n++) {
            keys[n] = onSphere(gaussian);
        }
        SoftmaxRow softmax = new SoftmaxRow(SPHERE_KEYS);
        double[] scores = new double[SPHERE_KEYS];
        double sum = 0;
        for (int row = 0; row < SPHERE_ROWS; row++) {
            double[] q = onSphere(gaussian);
            for (int n = 0; n < SPHERE_KEYS; n++) {
                double dot = 0;
                for (int c = 0; c < SPHERE; c++) {
                    dot += q[c] * keys[n][c];
                }
                scores[n] = dot;
            }
            sum += softmax.of(scores, 1 / Math.sqrt(SPHERE)).entropy();
        }
        return StrictMath.log(SPHERE_KEYS) - sum / SPHERE_ROWS;
    }

    private static double[] onSphere(Gaussian gaussian) {
        double[] vector = new double[SPHERE];
        double square = 0;
        for (int c = 0; c < SPHERE; c++) {
            vector[c] = gaussian.next();
            square += vector[c] * vector[c];
        }
        for (int c = 0; c < SPHERE; c++) {
            vector[c] *= Math.sqrt(SPHERE / square);
        }
        return vector;
    }

    private static void peak(Recomputed recomputed) {
        LogitScale plain = scale("none");
        LogitScale scalable = scale("ssmax:scale=0.43");
        DataTable.Rows table = DataTable.titled("peak", "Largest weight of a vector of -2 and one +3")
                .column("kind", "softmax or Scalable-Softmax")
                .column("size", "components n")
                .column("largest", "largest weight");
        for (int n : SIZES) {
            double[] scores = new double[n];
            Arrays.fill(scores, EVEN);
            scores[n - 1] = LAST;
            SoftmaxRow softmax = new SoftmaxRow(n);
            double ofSoftmax = softmax.of(scores, plain.at(n - 1)).probabilities()[n - 1];
            double ofScalable = softmax.of(scores, scalable.at(n - 1)).probabilities()[n - 1];
            table.row("softmax", n, ofSoftmax);
            table.row("SSMax, s = 0.43", n, ofScalable);
            recomputed.put("ssmax-largest-" + n, ofScalable);
            if (n == SIZES[SIZES.length - 1]) {
                recomputed.put("softmax-largest-" + n, ofSoftmax);
            }
        }
        recomputed.add(
                table.table(),
                Chart.lines(
                        "peak",
                        "Largest weight of a vector of -2 and one +3 by its size n, after figure 1 of Scalable-Softmax: softmax loses the "
                                + "largest component among many, Scalable-Softmax (SSMax) holds it.",
                        "peak",
                        new Axis("size", "components n", Scale.LOG10),
                        new Axis("largest", "largest weight"),
                        "kind"));
    }
}
