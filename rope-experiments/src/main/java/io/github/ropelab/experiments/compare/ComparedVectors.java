package io.github.ropelab.experiments.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Numbers;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.experiments.data.Capture;
import io.github.ropelab.experiments.data.CaptureCatalog;
import io.github.ropelab.experiments.data.DataSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The vectors of a comparison.
 *
 * @param entry as study files name them, one line each
 * @param drawn whether they are drawn
 * @param slices heads; 0 for drawn vectors, whose number the study says
 * @param maxTokens longest sequence
 * @param geometry shape of the heads
 * @param base θ base
 * @param note what a reader should know of the choice
 */
record ComparedVectors(
        List<String> entry,
        boolean drawn,
        int slices,
        int maxTokens,
        RotaryGeometry geometry,
        double base,
        String note) {
    /** Shares of the energy and of the mean in it, from the fastest band of pairs to the slowest: as on real heads. */
    private static final List<Double> ENERGY = List.of(0.10, 0.15, 0.33, 0.42);

    private static final List<Double> MEAN_SHARE = List.of(0.70, 0.70, 0.80, 0.85);

    /** The vectors that were asked for, or those that fit. */
    static ComparedVectors of(Optional<String> asked, RopeContext context, Path captures, Path folder) {
        if (asked.isEmpty()) {
            return fitting(context, captures)
                    .orElseGet(() -> shaped(
                            context,
                            "No bundled capture has this config's heads: vectors are drawn with the mean and energy "
                                    + "profile of real heads. They show geometry; they are no proxy for the model."));
        }
        String data = asked.get();
        if (data.equals("shaped")) {
            return shaped(context, "Drawn with the mean and energy profile of real heads; no proxy for the model.");
        }
        if (data.equals("gaussian")) {
            return drawn(
                    "gaussian", context, List.of(), "Independent N(0, 1): an oracle for code, no proxy for a model.");
        }
        if (data.endsWith(".safetensors")) {
            return file(Path.of(data), context, folder);
        }
        return captured(CaptureCatalog.read(captures).open(data, List.of()), context);
    }

    private static Optional<ComparedVectors> fitting(RopeContext context, Path captures) {
        CaptureCatalog catalog = CaptureCatalog.read(captures);
        return catalog.names().stream()
                .map(name -> catalog.open(name, List.of()))
                .filter(capture -> fits(capture, context))
                .findFirst()
                .map(capture -> captured(capture, context));
    }

    private static boolean fits(DataSet data, RopeContext context) {
        return data.geometry().equals(context.geometry()) && data.base() == context.base();
    }

    private static ComparedVectors captured(DataSet capture, RopeContext context) {
        String note = fits(capture, context)
                ? "A bundled capture with this config's head width, pairing and base."
                : "The capture's heads (head dim " + capture.geometry().headDim() + ", base "
                        + Numbers.plain(capture.base()) + ") are not the config's (head dim "
                        + context.geometry().headDim() + ", base " + Numbers.plain(context.base())
                        + "): the capture's count.";
        return new ComparedVectors(
                List.of("capture: " + capture.name()),
                false,
                capture.slices().size(),
                capture.maxTokens(),
                capture.geometry(),
                capture.base(),
                note);
    }

    private static ComparedVectors file(Path file, RopeContext context, Path folder) {
        Capture capture = Capture.open(
                file.getFileName().toString(),
                file,
                context.geometry().pairing(),
                OptionalInt.of(context.geometry().rotaryDim()),
                context.base(),
                List.of(),
                new TreeMap<>());
        InvalidParameter.require(
                capture.geometry().headDim() == context.geometry().headDim(),
                "--data",
                file,
                "hold heads of the config's width (" + context.geometry().headDim() + ")");
        Path path = folder.toAbsolutePath()
                .normalize()
                .relativize(file.toAbsolutePath().normalize());
        return new ComparedVectors(
                List.of(
                        "file: " + json(path.toString().replace('\\', '/')),
                        "rotary_dim: " + context.geometry().rotaryDim(),
                        "pairing: " + context.geometry().pairing().id(),
                        "base: " + Numbers.plain(context.base())),
                false,
                capture.slices().size(),
                capture.maxTokens(),
                capture.geometry(),
                capture.base(),
                "Vectors of one's own; the path is relative to this file.");
    }

    /** A value as JSON, which is YAML. */
    static String json(Object value) {
        return new ObjectMapper().valueToTree(value).toString();
    }

    /** The profile over as many of its bands as divide the pairs; bands are joined where four do not. */
    private static ComparedVectors shaped(RopeContext context, String note) {
        int pairs = context.geometry().pairs();
        int bands = pairs % 4 == 0 ? 4 : pairs % 2 == 0 ? 2 : 1;
        StringBuilder energies = new StringBuilder();
        StringBuilder means = new StringBuilder();
        int joined = ENERGY.size() / bands;
        for (int band = 0; band < bands; band++) {
            double energy = 0;
            double mean = 0;
            for (int i = band * joined; i < (band + 1) * joined; i++) {
                energy += ENERGY.get(i);
                mean += ENERGY.get(i) * MEAN_SHARE.get(i);
            }
            energies.append(band == 0 ? "" : ", ").append(rounded(energy));
            means.append(band == 0 ? "" : ", ").append(rounded(mean / energy));
        }
        return drawn("shaped", context, List.of("energy: [" + energies + "]", "mean_share: [" + means + "]"), note);
    }

    private static String rounded(double share) {
        return String.format(Locale.ROOT, "%.3f", share);
    }

    private static ComparedVectors drawn(String name, RopeContext context, List<String> profile, String note) {
        RotaryGeometry geometry = context.geometry();
        List<String> head = List.of(
                "gaussian: " + name,
                "head_dim: " + geometry.headDim(),
                "rotary_dim: " + geometry.rotaryDim(),
                "pairing: " + geometry.pairing().id(),
                "base: " + Numbers.plain(context.base()));
        return new ComparedVectors(
                Stream.concat(head.stream(), profile.stream()).toList(),
                true,
                0,
                Integer.MAX_VALUE,
                geometry,
                context.base(),
                note);
    }
}
