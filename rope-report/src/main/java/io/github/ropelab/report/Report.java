package io.github.ropelab.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ropelab.experiments.result.AtomicFile;
import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.figure.Figure;
import io.github.ropelab.report.figure.Figure.NothingToDraw;
import io.github.ropelab.report.figure.Figures;
import io.github.ropelab.report.latex.PgfPlots;
import io.github.ropelab.report.render.FigureFiles;
import io.github.ropelab.report.render.Style;
import io.github.ropelab.report.site.ReportPage;
import io.github.ropelab.report.site.ReportPage.FigureBlock;
import io.github.ropelab.report.table.DistanceTable;
import io.github.ropelab.report.table.NumberMacros;
import io.github.ropelab.report.table.PairedTable;
import io.github.ropelab.report.table.PairedText;
import io.github.ropelab.report.table.SettingsTable;
import io.github.ropelab.report.table.Standings;
import io.github.ropelab.report.table.StrategyTable;
import io.github.ropelab.report.table.TableText;
import io.github.ropelab.report.table.VersionTable;
import io.github.ropelab.report.view.Filter;
import io.github.ropelab.report.view.PairedView;
import io.github.ropelab.report.view.Selection;
import io.github.ropelab.report.view.TableView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Draws all figures, tables and the page of a finished run. */
public final class Report {
    private final Path folder;
    private final Selection selection;
    private final Map<String, String> notes = new LinkedHashMap<>();
    private final List<String> written = new ArrayList<>();

    private Report(Path folder) {
        this.folder = folder;
        this.selection = new Selection(
                ResultTable.read(folder.resolve("results.csv")), Manifest.read(folder.resolve("manifest.json")));
    }

    /**
     * Draws what {@code results.csv} and {@code manifest.json} of a folder hold.
     *
     * @param folder output folder of a run
     * @return the written files, relative to the folder; a figure without data is missing here and said in the page
     */
    public static List<String> render(Path folder) throws IOException {
        return new Report(folder).render();
    }

    private List<String> render() throws IOException {
        List<FigureBlock> blocks = new ArrayList<>();
        for (Figure figure : Figures.builtIn()) {
            blocks.add(draw(figure));
        }
        blocks.sort(Comparator.comparing(block -> block.svg().isEmpty())); // what cannot be drawn is said last
        TableView strategies = StrategyTable.of(selection);
        TableView versions = VersionTable.of(selection);
        PairedView paired = PairedTable.of(selection);
        Standings standings = Standings.of(selection, strategies, paired);
        write(
                "strategies",
                strategies.rows().isEmpty(),
                () -> List.of(
                        TableText.csv(strategies),
                        TableText.markdown(strategies, standings),
                        TableText.latex(strategies, standings)));
        writeForPaper(strategies, standings, paired);
        write("versions", versions);
        TableView distances = DistanceTable.of(selection);
        write("distances", distances);
        List<TableView> tables = Stream.of(strategies, versions.rows().isEmpty() ? distances : versions)
                .filter(table -> !table.rows().isEmpty() && !table.heads().isEmpty())
                .toList();
        write(
                "paired",
                paired.rows().isEmpty(),
                () -> List.of(PairedText.csv(paired), PairedText.markdown(paired), PairedText.latex(paired)));
        write("report.html", new ReportPage(selection).html(blocks, tables, paired));
        return written;
    }

    /** What only a paper needs: settings, numbers for the text, notes to the captions. */
    private void writeForPaper(TableView strategies, Standings standings, PairedView paired) throws IOException {
        notes.put("strategies", strategies.caption() + " " + standings.legend(selection));
        notes.put("paired", paired.caption());
        write("tables/settings.tex", SettingsTable.latex(selection));
        write("tables/numbers.tex", NumberMacros.of(selection, strategies, paired, notes));
    }

    private void write(String id, TableView table) throws IOException {
        write(
                id,
                table.rows().isEmpty(),
                () -> List.of(TableText.csv(table), TableText.markdown(table), TableText.latex(table)));
    }

    /** A table without rows has no files: a study without vectors has none of strategies, most have none of versions. */
    private void write(String id, boolean empty, Supplier<List<String>> texts) throws IOException {
        List<String> endings = List.of("csv", "md", "tex");
        List<String> formats = empty ? List.of() : texts.get();
        for (int i = 0; i < endings.size(); i++) {
            String name = "tables/" + id + "." + endings.get(i);
            if (empty) {
                Files.deleteIfExists(folder.resolve(name));
            } else {
                write(name, formats.get(i));
            }
        }
    }

    private FigureBlock draw(Figure figure) throws IOException {
        String path = "figures/" + figure.id();
        try {
            Figure.Drawing drawing = figure.draw(selection);
            FigureFiles files = new FigureFiles(drawing.view(), Style.NEURIPS);
            String svg = files.svg(figure.id());
            write(path + ".svg", svg);
            write(path + ".pdf", files.pdf());
            write(path + ".png", files.png());
            write(path + ".tex", PgfPlots.of(drawing.view(), Style.NEURIPS));
            notes.put(figure.id(), drawing.text());
            write(path + ".csv", drawing.view().csv());
            write(path + ".json", description(figure, drawing));
            return new FigureBlock(figure.title(), svg, drawing.answer(), drawing.text(), path);
        } catch (NothingToDraw e) {
            for (String ending : List.of(".svg", ".pdf", ".png", ".tex", ".csv", ".json")) {
                Files.deleteIfExists(folder.resolve(path + ending));
            }
            return new FigureBlock(figure.title(), "", "", "Nothing to draw: " + e.getMessage() + ".", "");
        }
    }

    private String description(Figure figure, Figure.Drawing drawing) throws JsonProcessingException {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("figure", figure.id());
        description.put("title", figure.title());
        description.put("caption", drawing.text());
        description.put(
                "rows_of_results_csv",
                drawing.filters().stream().map(Filter::described).toList());
        description.put("results_csv_sha256", selection.manifest().files().get("results.csv"));
        description.put("plan_sha256", selection.manifest().study().planSha256());
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(description)
                + "\n";
    }

    private void write(String name, String text) throws IOException {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, byte[] bytes) throws IOException {
        AtomicFile.write(folder.resolve(name), bytes);
        written.add(name);
    }
}
