package io.github.ropelab.experiments.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.analysis.diagnosis.Diagnosis;
import io.github.ropelab.core.kernel.NumberFormat;
import io.github.ropelab.model.tensor.ElementType;
import io.github.ropelab.model.tensor.NpyFile;
import io.github.ropelab.model.tensor.NumberArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recorded cases rounded to half formats, or with every other row gone: the names stay. */
class NoisyDumpTest {
    @TempDir
    Path folder;

    static Stream<DiagnosisCase> cases() {
        return DiagnosisCase.all().stream().filter(c -> !c.toString().startsWith("real-"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void staysNamedInBfloat16(DiagnosisCase recorded) throws IOException {
        stays(recorded, array -> rounded(array, NumberFormat.BFLOAT16));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void staysNamedInFloat16(DiagnosisCase recorded) throws IOException {
        stays(recorded, array -> rounded(array, NumberFormat.FLOAT16));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void staysNamedWithHalfOfItsRows(DiagnosisCase recorded) throws IOException {
        stays(recorded, NoisyDumpTest::thinned);
    }

    private interface Change {
        NumberArray of(NumberArray array);
    }

    private void stays(DiagnosisCase recorded, Change change) throws IOException {
        try (Stream<Path> files = Files.list(recorded.folder())) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".npy")) {
                    Files.write(folder.resolve(name), NpyFile.bytes(change.of(NpyFile.read(file))));
                } else if (name.equals("dump.json")) {
                    Files.copy(file, folder.resolve(name));
                }
            }
        }
        Diagnosis found = recorded.diagnosed(folder);
        assertThat(found.category().id()).isIn(recorded.categories());
        assertThat(found.equalsDeclared()).contains(recorded.equalsDeclared());
    }

    private static NumberArray rounded(NumberArray array, NumberFormat format) {
        if (!array.type().floating()) {
            return array;
        }
        double[] values = array.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = format.round(values[i]);
        }
        return new NumberArray(ElementType.F32, array.shape(), values);
    }

    /** About half of the rows, drawn by a fixed rule; frequencies have none. */
    private static NumberArray thinned(NumberArray array) {
        int rows = array.shape().get(0);
        boolean perRow = array.shape().size() > 1 || array.type() == ElementType.I64;
        if (!perRow || rows == 1) {
            return array;
        }
        int stride = array.values().length / rows;
        List<Double> kept = new ArrayList<>();
        int count = 0;
        for (int t = 0; t < rows; t++) {
            if (t * 2654435761L % 997 % 2 == 0) {
                count++;
                for (int i = 0; i < stride; i++) {
                    kept.add(array.values()[t * stride + i]);
                }
            }
        }
        List<Integer> shape = new ArrayList<>(array.shape());
        shape.set(0, count);
        return new NumberArray(
                array.type(),
                shape,
                kept.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
