package io.github.ropelab.report.site;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Numbers;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.analysis.diagnosis.Declaration;
import io.github.ropelab.core.analysis.diagnosis.DefectCategory;
import io.github.ropelab.core.analysis.diagnosis.Diagnosis;
import io.github.ropelab.core.analysis.diagnosis.PhaseErrors;
import io.github.ropelab.report.view.HeatView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** A diagnosis as one HTML file with everything in it: works offline and makes no network request. */
public final class DiagnosisPage {
    private static final int DIGITS = 7;
    private static final int LONGEST_LIST = 80;

    /**
     * What the diagnosis does not say itself.
     *
     * @param explanation the diagnosis in some sentences; may begin with its defect
     * @param command that makes the page again, without folders
     * @param program name, version and commit
     */
    public record Origin(String explanation, String command, String program) {}

    private final Diagnosis diagnosis;
    private final RotaryGeometry geometry;
    private final FrequencySchedule frequencies;
    private final PhasePicture picture;

    /** The page of a diagnosis against a declaration. */
    public DiagnosisPage(Diagnosis diagnosis, Declaration declaration) {
        this.diagnosis = diagnosis;
        this.geometry = declaration.setting().context().geometry();
        this.frequencies = declaration.setting().encoding().frequencies();
        this.picture = new PhasePicture(diagnosis);
    }

    /** The numbers of the picture. */
    public HeatView drawn() {
        return picture.view();
    }

    /** The HTML text. */
    public String html(Origin origin) {
        Map<String, Object> page = new LinkedHashMap<>();
        String defect = sentence(diagnosis.defect());
        page.put("verdict", verdict());
        page.put(
                "tone",
                diagnosis.equalsDeclared().map(equal -> equal ? "fine" : "off").orElse("open"));
        page.put("category", different() ? category() : "");
        page.put("differs", different());
        page.put("defect", defect);
        page.put(
                "explanation",
                origin.explanation().startsWith(defect)
                        ? origin.explanation().substring(defect.length()).strip()
                        : origin.explanation());
        page.put("evidence", evidence());
        page.put("parameters", parameters());
        page.put("amplitude", amplitude());
        page.put("first", first());
        page.put("ranges", ranges());
        page.put("count", diagnosis.errors().count());
        page.put("pairs", diagnosis.errors().pairs());
        page.put("picture", picture.block(this::wavelength));
        page.put("rows", rows());
        page.put("error", diagnosis.errors().quantity() == PhaseErrors.Quantity.PHASE ? "rad" : "no unit");
        page.put("alternatives", alternatives());
        page.put(
                "notes", diagnosis.notes().stream().map(DiagnosisPage::sentence).toList());
        page.put("command", origin.command());
        page.put("program", origin.program());
        return PageTemplate.filled("diagnosis.html.mustache", page);
    }

    private String verdict() {
        return switch (diagnosis.verdict()) {
            case EQUAL -> "Equal to the declared rotation";
            case EQUAL_UP_TO_ROUNDING -> "Equal to the declared rotation up to rounding";
            case DIFFERENT -> "Different from the declared rotation";
            case UNDECIDABLE -> "Undecidable from this dump";
        };
    }

    private boolean different() {
        return diagnosis.verdict() == Diagnosis.Verdict.DIFFERENT;
    }

    private String category() {
        return diagnosis.category().title() + " (" + diagnosis.category().id() + ")";
    }

    private String evidence() {
        return "Seen in: " + diagnosis.source() + "; numbers of the dump: " + diagnosis.format()
                + (diagnosis.verdict() == Diagnosis.Verdict.UNDECIDABLE
                        ? "."
                        : String.format(Locale.ROOT, "; confidence %.2f of 1.", diagnosis.confidence()));
    }

    private List<Map<String, Object>> parameters() {
        Map<String, Object> declared = diagnosis.declared();
        Map<String, Object> observed = diagnosis.observed();
        TreeSet<String> keys = new TreeSet<>(declared.keySet());
        keys.addAll(observed.keySet());
        keys.remove("same_as_declared");
        boolean known = diagnosis.category() != DefectCategory.UNKNOWN;
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String key : keys) {
            String left = declared.containsKey(key) ? value(declared.get(key)) : "";
            String right = observed.containsKey(key) ? value(observed.get(key)) : "";
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("words", List.of(key.split("(?<=_)")));
            row.put("declared", shortened(left));
            row.put("observed", shortened(right));
            row.put("silent", !observed.containsKey(key));
            row.put("silence", known ? "as declared" : "not known");
            row.put("differs", different() && observed.containsKey(key) && !left.equals(right));
            rows.add(row);
        }
        return rows;
    }

    private Map<String, Object> amplitude() {
        return Map.of(
                "declared", value(diagnosis.amplitudeDeclared()),
                "observed", value(diagnosis.amplitudeObserved()),
                "measured", diagnosis.amplitudeMeasured(),
                "differs",
                        diagnosis.amplitudeMeasured()
                                && diagnosis.amplitudeObserved() != diagnosis.amplitudeDeclared());
    }

    private List<String> first() {
        List<String> lines = new ArrayList<>();
        PhaseErrors errors = diagnosis.errors();
        if (diagnosis.first().row().isPresent()) {
            int row = diagnosis.first().row().getAsInt();
            int position = diagnosis.first().inDump().orElse(row);
            lines.add(String.format(
                    Locale.ROOT,
                    "In the dump: %s, pair %d is off by %.3g %s.",
                    errors.pictureAxes() == 1 ? "position " + position + " (row " + row + ")" : "row " + row,
                    errors.firstPair(),
                    Math.min(Math.PI, errors.firstError()),
                    errors.quantity() == PhaseErrors.Quantity.CHORD ? "of its length" : "rad"));
        }
        diagnosis
                .first()
                .anyInteger()
                .ifPresent(p -> lines.add("Of all positions, by the explanation that was found: " + p + "."));
        return lines;
    }

    private List<Map<String, Object>> ranges() {
        List<Map<String, Object>> rows = new ArrayList<>();
        diagnosis.errors().affected().forEach(range -> rows.add(range(range, "affected")));
        diagnosis.errors().marginal().forEach(range -> rows.add(range(range, "marginal")));
        return rows;
    }

    private Map<String, Object> range(List<Integer> range, String state) {
        int from = range.get(0);
        int to = range.get(1);
        return Map.of(
                "pairs",
                span(from, to),
                "dims",
                dims(from, to),
                "wavelengths",
                from == to ? tokens(wavelength(from)) : tokens(wavelength(from)) + " to " + tokens(wavelength(to)),
                "state",
                state);
    }

    /** Components of a head that pairs read. */
    private String dims(int from, int to) {
        if (geometry.pairing() == Pairing.INTERLEAVED) {
            return span(2 * from, 2 * to + 1);
        }
        int half = geometry.pairs();
        return span(from, to) + " and " + span(from + half, to + half);
    }

    private static String span(int from, int to) {
        return from == to ? "" + from : from + "–" + to;
    }

    /** Tokens of a full turn of a declared pair; infinite where it does not turn. */
    private double wavelength(int pair) {
        return pair < frequencies.pairs() ? Math.abs(2 * Math.PI / frequencies.omega(pair)) : Double.POSITIVE_INFINITY;
    }

    private static String tokens(double wavelength) {
        return !Double.isFinite(wavelength)
                ? "∞"
                : wavelength < 1000
                        ? PhasePicture.number(wavelength)
                        : String.format(Locale.ROOT, "%,.0f", Double.parseDouble(PhasePicture.number(wavelength)));
    }

    private List<Map<String, Object>> rows() {
        PhaseErrors errors = diagnosis.errors();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int pair = 0; pair < errors.pairs(); pair++) {
            int at = pair;
            String state = within(errors.affected(), at) ? "affected" : within(errors.marginal(), at) ? "marginal" : "";
            double largest = errors.largest(pair);
            rows.add(Map.of(
                    "pair",
                    pair,
                    "dims",
                    dims(pair, pair),
                    "wavelength",
                    tokens(wavelength(pair)),
                    "largest",
                    Double.isFinite(largest) ? String.format(Locale.ROOT, "%.3g", largest) : "not finite",
                    "state",
                    state));
        }
        return rows;
    }

    private static boolean within(List<List<Integer>> ranges, int pair) {
        return ranges.stream().anyMatch(range -> range.get(0) <= pair && pair <= range.get(1));
    }

    private List<Map<String, Object>> alternatives() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Diagnosis.Alternative other : diagnosis.alternatives()) {
            all.add(Map.of(
                    "category", other.category().id(),
                    "defect", sentence(other.defect()),
                    "separated",
                            other.separatedBy().isPresent()
                                    ? "A row at position " + other.separatedBy().getAsInt() + " would tell."
                                    : "The same rotation: no row tells them apart."));
        }
        return all;
    }

    /** Names of code keep their small letter. */
    private static String sentence(String text) {
        if (text.split(" ", 2)[0].contains("_")) {
            return text + ".";
        }
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    /** The beginning of a long list of factors, and how many there are. */
    private static String shortened(String list) {
        return list.length() <= LONGEST_LIST || list.indexOf(',', LONGEST_LIST / 2) < 0
                ? list
                : list.substring(0, list.indexOf(',', LONGEST_LIST / 2) + 1) + " … ("
                        + (1 + list.chars().filter(c -> c == ',').count()) + " values)";
    }

    private static String value(Object value) {
        if (value instanceof Number number) {
            double exact = number.doubleValue();
            return Double.isFinite(exact)
                    ? Numbers.plain(new java.math.BigDecimal(exact)
                            .round(new java.math.MathContext(DIGITS))
                            .doubleValue())
                    : Double.toString(exact);
        }
        return String.valueOf(value);
    }
}
