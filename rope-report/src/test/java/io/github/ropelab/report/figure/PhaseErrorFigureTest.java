package io.github.ropelab.report.figure;

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
import io.github.ropelab.core.strategy.Strategies;
import io.github.ropelab.report.view.MatrixView;
import io.github.ropelab.report.view.MatrixView.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PhaseErrorFigureTest {
    private static final int WIDTH = 16;
    private static final Declaration DECLARED = Declaration.of(new Setting(
            Strategies.read(Map.of("rope_type", "none")),
            new RopeContext(RotaryGeometry.full(WIDTH, Pairing.HALF_SPLIT), 10_000, Lengths.extended(2048, 8192))));

    private static Diagnosis halved() {
        return RotaryProbe.of(DECLARED)
                .vectors((x, p) -> {
                    double[] y = x.clone();
                    for (int i = 0; i < WIDTH / 2; i++) {
                        double phase = p / 2.0 * Math.pow(10_000, -2.0 * i / WIDTH);
                        y[i] = x[i] * Math.cos(phase) - x[i + WIDTH / 2] * Math.sin(phase);
                        y[i + WIDTH / 2] = x[i + WIDTH / 2] * Math.cos(phase) + x[i] * Math.sin(phase);
                    }
                    return y;
                })
                .diagnose();
    }

    @Test
    void cellsAreTheErrorsOfTheDiagnosis() {
        PhaseErrors errors = halved().errors();
        MatrixView view = PhaseErrorFigure.of(halved()).view();
        List<Row> rows = view.panels().get(0).rows();
        assertThat(rows).hasSize(errors.pictureRows());
        for (int row = 0; row < rows.size(); row++) {
            assertThat(rows.get(row).label()).isEqualTo("" + (int) errors.picturePosition(row, 0));
            for (int pair = 0; pair < errors.pairs(); pair++) {
                assertThat(rows.get(row).values().get(pair)).hasValue(errors.picture(row, pair));
            }
        }
        assertThat(view.middle()).hasValue(errors.tolerance());
        assertThat(view.value().label()).isEqualTo("phase error (rad)");
    }

    @Test
    void theCaptionSaysToleranceAndReach() {
        Diagnosis diagnosis = halved();
        assertThat(PhaseErrorFigure.of(diagnosis).caption())
                .contains("tolerance of 0.001 rad", diagnosis.errors().count() + " of 8 pairs are affected");
    }

    @Test
    void frequenciesAloneAreOneRow() {
        double[] omega = new double[WIDTH / 2];
        Arrays.setAll(omega, i -> Math.pow(10_000, -2.0 * i / WIDTH) * 1.01);
        Diagnosis diagnosis = Diagnoser.diagnose(
                new RotationDump(new double[1][1], Optional.empty(), Optional.of(omega), List.of()), DECLARED);
        MatrixView view = PhaseErrorFigure.of(diagnosis).view();
        assertThat(view.panels().get(0).rows()).hasSize(1);
        assertThat(view.y()).isEmpty();
        assertThat(view.value().label()).startsWith("relative error of the frequency");
    }
}
