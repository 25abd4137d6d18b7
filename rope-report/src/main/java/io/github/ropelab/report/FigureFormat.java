package io.github.ropelab.report;

import io.github.ropelab.report.latex.PgfPlots;
import io.github.ropelab.report.render.FigureFiles;
import io.github.ropelab.report.render.Style;
import io.github.ropelab.report.view.View;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A kind of file that a figure is drawn into. Its numbers (CSV) and their origin (JSON) are written in any case. */
public enum FigureFormat {
    /** For pages. */
    SVG(true) {
        @Override
        public byte[] bytes(View view, Style style, String id) {
            return new FigureFiles(view, style).svg(id).getBytes(StandardCharsets.UTF_8);
        }
    },
    /** For papers. */
    PDF(true) {
        @Override
        public byte[] bytes(View view, Style style, String id) throws IOException {
            return new FigureFiles(view, style).pdf();
        }
    },
    /** For slides. */
    PNG(true) {
        @Override
        public byte[] bytes(View view, Style style, String id) throws IOException {
            return new FigureFiles(view, style).png();
        }
    },
    /** For papers whose LaTeX sets the text: pgfplots source. */
    TEX(true) {
        @Override
        public byte[] bytes(View view, Style style, String id) {
            return PgfPlots.of(view, style).getBytes(StandardCharsets.UTF_8);
        }
    },
    /** For papers that take no PDF; without transparency. */
    EPS(false) {
        @Override
        public byte[] bytes(View view, Style style, String id) throws IOException {
            return new FigureFiles(view, style).eps();
        }
    };

    /** Words of {@code --format} that stand for what is written in any case. */
    public static final List<String> ALWAYS = List.of("csv", "json");

    private final boolean usual;

    FigureFormat(boolean usual) {
        this.usual = usual;
    }

    /** The formats of a report that was not asked for others. */
    public static List<FigureFormat> usual() {
        return Arrays.stream(values()).filter(format -> format.usual).toList();
    }

    /** The ending of its files, which is also the word for it. */
    public String ending() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The endings of all files that a figure can have. */
    static List<String> endings() {
        List<String> endings = new ArrayList<>(
                Arrays.stream(values()).map(FigureFormat::ending).toList());
        endings.addAll(ALWAYS);
        return endings;
    }

    /**
     * A figure as a file.
     *
     * @param view its numbers
     * @param style its size
     * @param id of the figure, for inner names
     */
    public abstract byte[] bytes(View view, Style style, String id) throws IOException;
}
