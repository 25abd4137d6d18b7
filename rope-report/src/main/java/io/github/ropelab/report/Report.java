package io.github.ropelab.report;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.ResultFile;
import io.github.ropelab.model.io.AtomicFile;
import io.github.ropelab.report.figure.Figure;
import io.github.ropelab.report.figure.Figures;
import io.github.ropelab.report.render.Style;
import io.github.ropelab.report.site.ReportPage;
import io.github.ropelab.report.site.ReportPage.FigureBlock;
import io.github.ropelab.report.site.StudyExplorer;
import io.github.ropelab.report.table.DistanceTable;
import io.github.ropelab.report.table.DriftOutcome;
import io.github.ropelab.report.table.DriftOutcomeText;
import io.github.ropelab.report.table.DriftOutcomes;
import io.github.ropelab.report.table.NumberMacros;
import io.github.ropelab.report.table.PairedTable;
import io.github.ropelab.report.table.PairedText;
import io.github.ropelab.report.table.SettingsTable;
import io.github.ropelab.report.table.Standings;
import io.github.ropelab.report.table.StrategyTable;
import io.github.ropelab.report.table.TableText;
import io.github.ropelab.report.table.VersionTable;
import io.github.ropelab.report.view.PairedView;
import io.github.ropelab.report.view.Selection;
import io.github.ropelab.report.view.TableView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Draws all figures, tables and the page of a finished run from its {@code results.csv} and {@code manifest.json}. */
public final class Report {
    /**
     * What to draw and how.
     *
     * @param style sizes of the figures
     * @param formats of the figures' pictures; their numbers and the origin of these are written in any case
     * @param figures ids of those to draw, and then neither tables nor page; all, with tables and page, if empty
     * @param out folder to write into
     */
    public record Options(Style style, List<FigureFormat> formats, List<String> figures, Path out) {
        /**
         * Copies the lists.
         *
         * @throws InvalidParameter if a figure is not in the catalogue
         */
        public Options {
            formats = List.copyOf(formats);
            figures = List.copyOf(figures);
            List<String> known = Figures.builtIn().stream().map(Figure::id).toList();
            for (String id : figures) {
                InvalidParameter.require(
                        known.contains(id),
                        "--figures",
                        id,
                        "name figures of " + String.join(", ", known),
                        Nearest.to(id, known)
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse(null));
            }
        }

        /** Everything in the usual formats, into a folder. */
        public static Options usual(Path out) {
            return new Options(Style.NEURIPS, FigureFormat.usual(), List.of(), out);
        }

        /** Whether the whole report is asked for. */
        public boolean all() {
            return figures.isEmpty();
        }
    }

    /**
     * What was written.
     *
     * @param files relative to the folder
     * @param notDrawn reasons by the ids of figures that the results hold too little for
     * @param warnings about the results as a whole
     */
    public record Written(List<String> files, Map<String, String> notDrawn, List<String> warnings) {}

    private static final String EXPLORER = "explorer.html";
    private static final String RESULTS = "results.csv";

    private final Selection selection;
    private final Options options;
    private final List<String> warnings;
    private final List<String> written = new ArrayList<>();

    private Report(Path folder, Options options) {
        Manifest manifest = Manifest.read(folder.resolve("manifest.json"));
        this.selection = Selection.of(ResultFile.read(folder.resolve(RESULTS)), manifest);
        this.options = options;
        this.warnings = new ArrayList<>(selection.warnings());
    }

    /** Draws everything that a folder's results hold into the folder itself. */
    public static Written render(Path folder) throws IOException {
        return render(folder, Options.usual(folder));
    }

    /**
     * Draws what {@code results.csv} and {@code manifest.json} of a folder hold.
     *
     * @param folder output folder of a run; nothing else of it is needed
     */
    public static Written render(Path folder, Options options) throws IOException {
        return new Report(folder, options).render();
    }

    private Written render() throws IOException {
        List<Figure> figures = Figures.builtIn().stream()
                .filter(figure -> options.all() || options.figures().contains(figure.id()))
                .toList();
        List<FigureDrawer.Drawn> drawn = new FigureDrawer(selection, options).draw(figures);
        drawn.forEach(figure -> written.addAll(figure.files()));
        if (options.all()) {
            tablesAndPage(drawn);
        }
        Map<String, String> reasons = new LinkedHashMap<>();
        drawn.stream()
                .filter(figure -> figure.drawing().isEmpty())
                .forEach(figure -> reasons.put(figure.figure().id(), figure.reason()));
        return new Written(List.copyOf(written), reasons, List.copyOf(warnings));
    }

    private void tablesAndPage(List<FigureDrawer.Drawn> figures) throws IOException {
        TableView strategies = StrategyTable.of(selection);
        TableView versions = VersionTable.of(selection);
        TableView distances = DistanceTable.of(selection);
        PairedView paired = PairedTable.of(selection);
        Standings standings = Standings.of(selection, strategies, paired);
        write(
                "strategies",
                empty(strategies),
                () -> List.of(
                        TableText.csv(strategies),
                        TableText.markdown(strategies, standings),
                        TableText.latex(strategies, standings)));
        writeForPaper(figures, strategies, standings, paired);
        write("versions", versions);
        write("distances", distances);
        List<DriftOutcome> outcomes = DriftOutcomes.of(selection);
        TableView correlations = DriftOutcomeText.table(outcomes);
        write(
                "drift-vs-outcome",
                empty(correlations),
                () -> List.of(
                        DriftOutcomeText.csv(outcomes),
                        DriftOutcomeText.markdown(outcomes),
                        DriftOutcomeText.latex(outcomes)));
        List<TableView> tables = Stream.of(strategies, versions.rows().isEmpty() ? distances : versions, correlations)
                .filter(table -> !empty(table))
                .toList();
        write(
                "paired",
                paired.rows().isEmpty(),
                () -> List.of(PairedText.csv(paired), PairedText.markdown(paired), PairedText.latex(paired)));
        List<FigureBlock> blocks = figures.stream()
                .map(Report::block)
                .sorted(Comparator.comparing(block -> block.svg().isEmpty())) // what cannot be drawn is said last
                .toList();
        explorer();
        write("report.html", new ReportPage(selection, besideThePage()).html(blocks, tables, paired));
    }

    /** Results of other programs or of strategies that are not installed may hold no setting to begin with. */
    private void explorer() throws IOException {
        try {
            if (!selection.table().rows().isEmpty()) {
                write(EXPLORER, new StudyExplorer(selection).html());
                return;
            }
        } catch (InvalidParameter e) {
            warnings.add("No explorer: " + e.getMessage() + ".");
        }
        Files.deleteIfExists(options.out().resolve(EXPLORER));
    }

    private static FigureBlock block(FigureDrawer.Drawn drawn) {
        String title = drawn.figure().title();
        return drawn.drawing()
                .map(drawing -> new FigureBlock(title, drawn.svg(), drawing.answer(), drawing.text(), drawn.path()))
                .orElseGet(() -> new FigureBlock(title, "", "", "Nothing to draw: " + drawn.reason() + ".", ""));
    }

    private static boolean empty(TableView table) {
        return table.rows().isEmpty() || table.heads().isEmpty();
    }

    /** What the page links to: written files, and the results if they are there. */
    private List<String> besideThePage() {
        List<String> files = new ArrayList<>(written);
        if (Files.exists(options.out().resolve(RESULTS))) {
            files.add(RESULTS);
        }
        return files;
    }

    /** What only a paper needs: settings, numbers for the text, notes to the captions. */
    private void writeForPaper(
            List<FigureDrawer.Drawn> figures, TableView strategies, Standings standings, PairedView paired)
            throws IOException {
        Map<String, String> notes = new LinkedHashMap<>();
        figures.forEach(figure ->
                figure.drawing().ifPresent(drawing -> notes.put(figure.figure().id(), drawing.text())));
        notes.put("strategies", strategies.caption() + " " + standings.legend(selection));
        notes.put("paired", paired.caption());
        write("tables/settings.tex", SettingsTable.latex(selection));
        write("tables/numbers.tex", NumberMacros.of(selection, strategies, paired, notes));
    }

    private void write(String id, TableView table) throws IOException {
        write(id, empty(table), () -> List.of(TableText.csv(table), TableText.markdown(table), TableText.latex(table)));
    }

    /** A table without rows has no files: a study without vectors has none of strategies, most have none of versions. */
    private void write(String id, boolean empty, Supplier<List<String>> texts) throws IOException {
        List<String> endings = List.of("csv", "md", "tex");
        List<String> formats = empty ? List.of() : texts.get();
        for (int i = 0; i < endings.size(); i++) {
            String name = "tables/" + id + "." + endings.get(i);
            if (empty) {
                Files.deleteIfExists(options.out().resolve(name));
            } else {
                write(name, formats.get(i));
            }
        }
    }

    private void write(String name, String text) throws IOException {
        AtomicFile.write(options.out().resolve(name), text);
        written.add(name);
    }
}
