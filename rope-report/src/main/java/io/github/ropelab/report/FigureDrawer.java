package io.github.ropelab.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ropelab.model.io.AtomicFile;
import io.github.ropelab.report.figure.Figure;
import io.github.ropelab.report.figure.Figure.NothingToDraw;
import io.github.ropelab.report.render.FigureFiles;
import io.github.ropelab.report.view.Selection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws figures and writes their files. A figure's files are always of one drawing: older ones of other formats go. */
final class FigureDrawer {
    /**
     * What became of a figure.
     *
     * @param figure that was to be drawn
     * @param drawing its numbers; empty if there is nothing to draw
     * @param reason why there is nothing to draw; empty if there is
     * @param svg the picture; empty if there is none or no page that shows it
     * @param files that were written, relative to the folder
     */
    record Drawn(Figure figure, Optional<Figure.Drawing> drawing, String reason, String svg, List<String> files) {
        /** Its files' path without ending. */
        String path() {
            return FOLDER + figure.id();
        }
    }

    private static final String FOLDER = "figures/";

    private final Selection selection;
    private final Report.Options options;

    FigureDrawer(Selection selection, Report.Options options) {
        this.selection = selection;
        this.options = options;
    }

    /** All figures, on all processors; what each holds does not depend on the others. */
    List<Drawn> draw(List<Figure> figures) throws IOException {
        try {
            return figures.parallelStream().map(this::draw).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Drawn draw(Figure figure) {
        try {
            try {
                return draw(figure, figure.draw(selection));
            } catch (NothingToDraw e) {
                remove(figure, List.of());
                return new Drawn(figure, Optional.empty(), e.getMessage(), "", List.of());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Drawn draw(Figure figure, Figure.Drawing drawing) throws IOException {
        List<String> written = new ArrayList<>();
        String svg = "";
        for (FigureFormat format : options.formats()) {
            byte[] bytes = format.bytes(drawing.view(), options.style(), figure.id());
            written.add(write(figure, format.ending(), bytes));
            svg = format == FigureFormat.SVG ? new String(bytes, UTF_8) : svg;
        }
        if (options.all() && svg.isEmpty()) { // the page shows it all the same
            svg = new FigureFiles(drawing.view(), options.style()).svg(figure.id());
        }
        written.add(write(figure, "csv", drawing.view().csv().getBytes(UTF_8)));
        String description = new FigureDescription(selection, options.style()).json(figure, drawing);
        written.add(write(figure, "json", description.getBytes(UTF_8)));
        remove(figure, written);
        return new Drawn(figure, Optional.of(drawing), "", svg, written);
    }

    private String write(Figure figure, String ending, byte[] bytes) throws IOException {
        String name = FOLDER + figure.id() + "." + ending;
        AtomicFile.write(options.out().resolve(name), bytes);
        return name;
    }

    private void remove(Figure figure, List<String> but) throws IOException {
        for (String ending : FigureFormat.endings()) {
            String name = FOLDER + figure.id() + "." + ending;
            Path file = options.out().resolve(name);
            if (!but.contains(name)) {
                Files.deleteIfExists(file);
            }
        }
    }
}
