package io.github.ropelab.report.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.analysis.diagnosis.Declaration;
import io.github.ropelab.core.analysis.diagnosis.Diagnoser;
import io.github.ropelab.core.analysis.diagnosis.Diagnosis;
import io.github.ropelab.core.analysis.diagnosis.PhaseErrors;
import io.github.ropelab.core.analysis.diagnosis.RotaryProbe;
import io.github.ropelab.core.analysis.diagnosis.RotationDump;
import io.github.ropelab.core.analysis.diagnosis.Setting;
import io.github.ropelab.core.kernel.NumberFormat;
import io.github.ropelab.core.strategy.Strategies;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnosisPageTest {
    /** Colours have 8 bits: on the pale side a decade is a few steps of them. */
    private static final double DECADES = 0.06;

    private static final int WIDTH = 32;
    private static final Set<String> VOID = Set.of("meta", "link", "img", "br", "wbr", "!doctype");
    private static final Declaration DECLARED = Declaration.of(new Setting(
            Strategies.read(Map.of("rope_type", "linear", "factor", 4)),
            new RopeContext(RotaryGeometry.full(WIDTH, Pairing.HALF_SPLIT), 10_000, Lengths.extended(2048, 8192))));
    private static final DiagnosisPage.Origin ORIGIN =
            new DiagnosisPage.Origin("An explanation.", "rope diagnose --dump dump", "rope 0");

    private static Diagnosis rotated(IntToDoubleFunction position, Pairing pairing) {
        return RotaryProbe.of(DECLARED)
                .vectors((x, p) -> {
                    double[] y = x.clone();
                    for (int i = 0; i < WIDTH / 2; i++) {
                        int a = pairing == Pairing.INTERLEAVED ? 2 * i : i;
                        int b = pairing == Pairing.INTERLEAVED ? a + 1 : a + WIDTH / 2;
                        double phase = position.applyAsDouble(p) * Math.pow(10_000, -2.0 * i / WIDTH);
                        y[a] = x[a] * Math.cos(phase) - x[b] * Math.sin(phase);
                        y[b] = x[b] * Math.cos(phase) + x[a] * Math.sin(phase);
                    }
                    return y;
                })
                .diagnose();
    }

    private static Diagnosis frequenciesAlone() {
        double[] omega = new double[WIDTH / 2];
        Arrays.setAll(omega, i -> Math.pow(10_000, -2.0 * i / WIDTH) / (i < 4 ? 4 : 4.02));
        return Diagnoser.diagnose(
                new RotationDump(new double[1][1], Optional.empty(), Optional.of(omega), List.of()), DECLARED);
    }

    private static final List<Diagnosis> DIAGNOSES = List.of(
            rotated(p -> p / 4.0, Pairing.HALF_SPLIT),
            rotated(p -> p, Pairing.HALF_SPLIT),
            rotated(p -> p < 100 ? p / 4.0 : 0, Pairing.HALF_SPLIT),
            rotated(p -> p / 4.0, Pairing.INTERLEAVED),
            rotated(p -> Double.NaN, Pairing.HALF_SPLIT),
            frequenciesAlone());

    static List<Diagnosis> diagnoses() {
        return DIAGNOSES;
    }

    private static String html(Diagnosis diagnosis) {
        return new DiagnosisPage(diagnosis, DECLARED).html(ORIGIN);
    }

    private static List<BufferedImage> images(String html) throws IOException {
        List<BufferedImage> images = new ArrayList<>();
        Matcher matcher =
                Pattern.compile("src=\"data:image/png;base64,([^\"]*)\"").matcher(html);
        while (matcher.find()) {
            images.add(ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(matcher.group(1)))));
        }
        return images;
    }

    /** The place of a colour on the page's own scale, from 0 to 1. */
    private static double place(int color, BufferedImage scale) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int x = 0; x < scale.getWidth(); x++) {
            int other = scale.getRGB(x, 0);
            int distance = 0;
            for (int shift = 0; shift < 24; shift += 8) {
                int d = (color >> shift & 255) - (other >> shift & 255);
                distance += d * d;
            }
            if (distance < least) {
                least = distance;
                best = x;
            }
        }
        return (best + 0.5) / scale.getWidth();
    }

    @ParameterizedTest
    @MethodSource("diagnoses")
    void coloursReadThroughTheScaleAreTheErrors(Diagnosis diagnosis) throws IOException {
        PhaseErrors errors = diagnosis.errors();
        List<BufferedImage> images = images(html(diagnosis));
        assertThat(images).hasSize(2);
        BufferedImage cells = images.get(0);
        BufferedImage scale = images.get(1);
        assertThat(cells.getWidth()).isEqualTo(errors.pairs());
        assertThat(cells.getHeight()).isEqualTo(errors.pictureRows());
        double most =
                switch (errors.quantity()) {
                    case PHASE -> Math.PI;
                    case CHORD -> 2;
                    case FREQUENCY -> 1;
                };
        double decades = Math.log10(most / 1e-6);
        for (int row = 0; row < cells.getHeight(); row++) {
            for (int pair = 0; pair < cells.getWidth(); pair++) {
                double value = Math.max(1e-6, Math.min(most, errors.picture(row, pair)));
                double drawn = place(cells.getRGB(pair, row), scale) * decades;
                assertThat(drawn)
                        .as("row %d, pair %d", row, pair)
                        .isBetween(Math.log10(value / 1e-6) - DECADES, Math.log10(value / 1e-6) + DECADES);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("diagnoses")
    void thePageNeedsNothingFromOutside(Diagnosis diagnosis) {
        String html = html(diagnosis);
        assertThat(html.replaceAll("\"data:image/png;base64,[\\w+/=]*\"", "\"data:\""))
                .doesNotContain("http:", "https:", "//", "<script", "@import", "url(");
        Matcher links = Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(html);
        int found = 0;
        while (links.find()) {
            assertThat(links.group(1)).startsWith("data:");
            found++;
        }
        assertThat(found).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("diagnoses")
    void everyElementIsClosed(Diagnosis diagnosis) {
        Deque<String> open = new ArrayDeque<>();
        Matcher tags = Pattern.compile("<(/?)(!?\\w+)[^>]*>").matcher(html(diagnosis));
        while (tags.find()) {
            if (VOID.contains(tags.group(2))) {
                continue;
            }
            if (tags.group(1).isEmpty()) {
                open.push(tags.group(2));
            } else {
                assertThat(open.pop()).isEqualTo(tags.group(2));
            }
        }
        assertThat(open).isEmpty();
    }

    @Test
    void theVerdictComesFirstThenTheDefect() {
        String html = html(DIAGNOSES.get(1));
        int verdict = html.indexOf("Different from the declared rotation: the declared scaling is not applied", 1000);
        int defect = html.indexOf("<p class=\"lead\">");
        assertThat(verdict).isPositive().isLessThan(defect);
        assertThat(defect).isLessThan(html.indexOf("<figure>")).isLessThan(html.indexOf("<table>"));
        assertThat(html(DIAGNOSES.get(0)))
                .contains("<h1 class=\"fine\">Equal to the declared rotation</h1>", "0 of 16 pairs are affected");
    }

    @Test
    void rowsAreLabelledWithTheirPositionsAndTheFirstThatDiffersStandsOut() {
        Diagnosis diagnosis = DIAGNOSES.get(2);
        int first = diagnosis.first().inDump().orElseThrow();
        assertThat(first).isEqualTo(127);
        Matcher ticks = Pattern.compile("<span( class=\"divergent\")? style=\"top:([\\d.]+)%\">(\\d+)</span>")
                .matcher(html(diagnosis));
        int rows = diagnosis.errors().pictureRows();
        int labels = 0;
        while (ticks.find()) {
            int row = (int) (Double.parseDouble(ticks.group(2)) / 100 * rows);
            assertThat(ticks.group(3)).isEqualTo("" + (int) diagnosis.errors().picturePosition(row, 0));
            assertThat(ticks.group(1) != null).isEqualTo(Integer.parseInt(ticks.group(3)) == first);
            labels++;
        }
        assertThat(labels).isBetween(8, 24);
    }

    @Test
    void affectedPairsComeWithTheirComponentsAndWavelengths() {
        String html = html(DIAGNOSES.get(5));
        // 4 pairs are as declared; the wavelength of pair 4 is 2π · 4 · 10 tokens, of the last 2π · 4 · 10000^(30/32).
        assertThat(html)
                .contains(
                        "<td>4–15</td><td>4–15 and 20–31</td><td>251 to 141,000</td><td class=\"whole\">affected</td>");
    }

    @Test
    void whatDiffersIsMarkedAndNothingElse() {
        assertThat(html(DIAGNOSES.get(1)))
                .contains(
                        "<tr class=\"differs\"><th scope=\"row\">rope_<wbr>type</th><td>linear</td><td>≠ default</td>")
                .contains("<th scope=\"row\">head_<wbr>dim</th><td>32</td>");
        assertThat(html(DIAGNOSES.get(0))).doesNotContain("class=\"differs\"", "≠");
    }

    @Test
    void roundedNumbersAreNoDifference() {
        Diagnosis rounded = RotaryProbe.of(DECLARED)
                .floats((x, p) -> {
                    float[] y = x.clone();
                    for (int i = 0; i < WIDTH / 2; i++) {
                        double phase = p / 4.0 * Math.pow(10_000, -2.0 * i / WIDTH);
                        double a = x[i] * Math.cos(phase) - x[i + WIDTH / 2] * Math.sin(phase);
                        double b = x[i + WIDTH / 2] * Math.cos(phase) + x[i] * Math.sin(phase);
                        y[i] = (float) NumberFormat.BFLOAT16.round(a);
                        y[i + WIDTH / 2] = (float) NumberFormat.BFLOAT16.round(b);
                    }
                    return y;
                })
                .diagnose();
        assertThat(html(rounded))
                .contains("<h1 class=\"fine\">Equal to the declared rotation up to rounding</h1>")
                .contains(
                        "<td>rotated vectors stored in bf16</td>",
                        "tolerance " + PhasePicture.number(rounded.errors().tolerance()) + " rad")
                .doesNotContain("class=\"differs\"", "≠");
        assertThat(rounded.errors().tolerance()).isGreaterThan(1e-3);
    }

    @Test
    void longListsAreShortened() {
        List<Double> factors = Collections.nCopies(WIDTH / 2, 1.0625);
        Declaration longRope = Declaration.of(new Setting(
                Strategies.read(Map.of("rope_type", "longrope", "long_factor", factors, "short_factor", factors)),
                DECLARED.setting().context()));
        Diagnosis plain = RotaryProbe.of(longRope).below(8).vectors((x, p) -> x).diagnose();
        assertThat(new DiagnosisPage(plain, longRope).html(ORIGIN))
                .contains("1.0625, … (16 values)")
                .doesNotContain(String.join(", ", Collections.nCopies(16, "1.0625")));
    }

    @Test
    void textsAreEscaped() {
        String html = new DiagnosisPage(DIAGNOSES.get(1), DECLARED)
                .html(new DiagnosisPage.Origin("<b>a & b</b>", "rope --dump '<x>'", "<i>"));
        assertThat(html).contains("&lt;b&gt;a &amp; b&lt;").doesNotContain("<b>", "<x>", "<i>");
    }

    @Test
    void twoPagesOfOneDiagnosisAreTheSame() {
        assertThat(html(frequenciesAlone())).isEqualTo(html(frequenciesAlone()));
    }
}
