package io.github.ropelab.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ropelab.core.analysis.diagnosis.Diagnosis;
import io.github.ropelab.report.figure.PhaseErrorFigure;
import io.github.ropelab.report.render.FigureFiles;
import io.github.ropelab.report.render.Style;
import io.github.ropelab.report.view.MatrixView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The picture of a diagnosis as the files that a figure of a study has. */
final class DiagnosisFigures {
    private DiagnosisFigures() {}

    static void write(Diagnosis diagnosis, String command, Path folder) throws IOException {
        PhaseErrorFigure figure = PhaseErrorFigure.of(diagnosis);
        MatrixView view = figure.view();
        FigureFiles files = new FigureFiles(view, Style.NEURIPS);
        write(folder, ".svg", files.svg(PhaseErrorFigure.ID).getBytes(StandardCharsets.UTF_8));
        write(folder, ".pdf", files.pdf());
        write(folder, ".png", files.png());
        write(folder, ".csv", view.csv().getBytes(StandardCharsets.UTF_8));
        write(folder, ".json", description(diagnosis, figure, command).getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Path folder, String ending, byte[] bytes) {
        Output.write(folder.resolve(PhaseErrorFigure.ID + ending), bytes);
    }

    private static String description(Diagnosis diagnosis, PhaseErrorFigure figure, String command)
            throws JsonProcessingException {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("figure", PhaseErrorFigure.ID);
        description.put("caption", figure.caption());
        description.put("explanation", DiagnosisText.explanation(diagnosis));
        description.put("rows_of_the_dump_per_row", figure.errors().pictureStride());
        description.put("command", command);
        description.put("program", new BuildInfo().getVersion()[0]);
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(description)
                + "\n";
    }
}
