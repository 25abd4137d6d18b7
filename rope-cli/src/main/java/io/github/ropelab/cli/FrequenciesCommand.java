package io.github.ropelab.cli;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.model.config.RopeSetup;
import io.github.ropelab.model.tensor.NpyFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rope frequencies}. */
@Command(
        name = "frequencies",
        description = "The encoding of one config or strategy, per rotary pair.",
        mixinStandardHelpOptions = true)
final class FrequenciesCommand implements Callable<Integer> {
    private enum Format {
        TABLE,
        JSON,
        CSV,
        NPY
    }

    @Mixin
    private SetupOptions setupOptions;

    @Mixin
    private Output output;

    @Option(names = "--format", description = "table (default), json, csv or npy (inv_freq as float64)")
    private Format format = Format.TABLE;

    @Option(
            names = "--positions",
            paramLabel = "FROM:TO",
            description = "give logit_scale as an array over these positions, TO exclusive (json only)")
    private String positions;

    @Override
    public Integer call() throws IOException {
        InvalidParameter.require(
                positions == null || format == Format.JSON, "--positions", positions, "be used with --format json");
        RopeSetup setup = setupOptions.read();
        setupOptions.tellNotes(setup);
        PositionEncoding encoding = setup.encoding();
        switch (format) {
            case JSON -> output.write(json(setup, encoding));
            case CSV -> output.write(csv(encoding.frequencies()));
            case NPY -> output.write(NpyFile.float64(encoding.frequencies().toArray()));
            default -> output.write(table(setup, encoding));
        }
        return 0;
    }

    private String json(RopeSetup setup, PositionEncoding encoding) {
        FrequencySchedule frequencies = encoding.frequencies();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("strategy", setup.strategy().type().id());
        document.put("parameters", setup.strategy().parameters());
        document.put("head_dim", setup.context().geometry().headDim());
        document.put("rotary_dim", setup.context().geometry().rotaryDim());
        document.put("rope_theta", setup.context().base());
        document.put("inv_freq", frequencies.toArray());
        document.put("attention_factor", encoding.attention().amplitude());
        document.put("logit_scale", logitScale(encoding));
        document.put("wavelength", wavelengths(frequencies));
        document.put("positions", positionMaps(encoding));
        if (encoding.axes().count() > 1) {
            document.put("axes", encoding.axes().axes());
        }
        document.put("derived", encoding.trace().derived());
        return Json.text(document);
    }

    /** The maps of query and key positions per branch: the frequencies alone do not say them. */
    private static List<Map<String, String>> positionMaps(PositionEncoding encoding) {
        return encoding.positions().branches().stream()
                .map(branch -> {
                    Map<String, String> map = new LinkedHashMap<>();
                    map.put("branch", branch.name());
                    map.put("query", branch.query().formula());
                    map.put("key", branch.key().formula());
                    return map;
                })
                .toList();
    }

    private Object logitScale(PositionEncoding encoding) {
        if (positions == null) {
            InvalidParameter.require(
                    encoding.attention().logit().constant(),
                    "--positions",
                    "missing",
                    "be given: logit_scale depends on it");
            return encoding.attention().logit().at(0);
        }
        String[] ends = positions.split(":", -1);
        List<Double> scales = new ArrayList<>();
        try {
            int to = Integer.parseInt(ends[ends.length - 1]);
            int from = Integer.parseInt(ends[0]);
            InvalidParameter.require(
                    ends.length == 2 && 0 <= from && from < to, "--positions", positions, "be FROM:TO, 0 ≤ FROM < TO");
            for (int p = from; p < to; p++) {
                scales.add(encoding.attention().logit().at(p));
            }
        } catch (NumberFormatException e) {
            throw new InvalidParameter("--positions", positions, "be FROM:TO, two whole numbers");
        }
        return scales;
    }

    /** JSON has no infinity: a pair that does not turn has wavelength null. */
    private static List<Double> wavelengths(FrequencySchedule frequencies) {
        List<Double> wavelengths = new ArrayList<>();
        for (int i = 0; i < frequencies.pairs(); i++) {
            double wavelength = frequencies.wavelength(i);
            wavelengths.add(Double.isFinite(wavelength) ? wavelength : null);
        }
        return wavelengths;
    }

    private static String csv(FrequencySchedule frequencies) {
        StringBuilder text = new StringBuilder("pair,inv_freq,wavelength\n");
        for (int i = 0; i < frequencies.pairs(); i++) {
            double wavelength = frequencies.wavelength(i);
            text.append(i)
                    .append(',')
                    .append(frequencies.omega(i))
                    .append(',')
                    .append(Double.isFinite(wavelength) ? Double.toString(wavelength) : "")
                    .append('\n');
        }
        return text.toString();
    }

    private static String table(RopeSetup setup, PositionEncoding encoding) {
        FrequencySchedule base = setup.context().baseFrequencies();
        StringBuilder text = new StringBuilder();
        text.append(setup.strategy().type().id())
                .append(' ')
                .append(setup.strategy().parameters())
                .append('\n');
        text.append("attention factor ")
                .append(encoding.attention().amplitude())
                .append('\n');
        text.append(String.format(
                        Locale.ROOT,
                        "%5s  %-24s %-12s %-22s%n",
                        "pair",
                        "inv_freq (rad/token)",
                        "ratio to θ",
                        "wavelength (tokens)")
                .replace("\r", ""));
        for (int i = 0; i < base.pairs(); i++) {
            double omega = encoding.frequencies().omega(i);
            text.append(String.format(
                    Locale.ROOT,
                    "%5d  %-24s %-12.6g %-22.8g\n",
                    i,
                    Double.toString(omega),
                    omega / base.omega(i),
                    encoding.frequencies().wavelength(i)));
        }
        return text.toString();
    }
}
