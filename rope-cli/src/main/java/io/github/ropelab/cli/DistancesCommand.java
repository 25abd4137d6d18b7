package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Numbers;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.analysis.EffectivePositions;
import io.github.ropelab.model.config.RopeSetup;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rope distances}. */
@Command(
        name = "distances",
        description = {
            "The matrix of effective relative distances: query rows, key columns.",
            "Where pairs are slowed by different factors (ntk_aware, yarn), a distance has no single effective value and that "
                    + "of the position maps is given."
        },
        mixinStandardHelpOptions = true)
final class DistancesCommand implements Callable<Integer> {
    private enum Format {
        TABLE,
        JSON,
        CSV
    }

    private static final int LARGEST = 4096;

    /** Distances do not depend on the width; any will do where none is given. */
    private static final int ANY_HEAD_DIM = 128;

    @Mixin
    private SetupOptions setupOptions;

    @Mixin
    private Output output;

    @Option(names = "--length", paramLabel = "T", required = true, description = "rows and columns, at most 4096")
    private int length;

    @Option(names = "--format", description = "table (default), json or csv")
    private Format format = Format.TABLE;

    @Override
    public Integer call() throws IOException {
        InvalidParameter.require(length >= 1 && length <= LARGEST, "--length", length, "be between 1 and " + LARGEST);
        RopeSetup setup = setupOptions
                .request()
                .assumeCurrent(length)
                .assumeHeadDim(ANY_HEAD_DIM)
                .resolve();
        setupOptions.tellNotes(setup);
        PositionEncoding encoding = setup.encoding();
        EffectivePositions effective = EffectivePositions.of(encoding, setup.context());
        StringBuilder text = new StringBuilder();
        if (format == Format.JSON) {
            text.append("{\"strategy\":\"")
                    .append(setup.strategy().type().id())
                    .append("\",\"length\":")
                    .append(length)
                    .append(",\"distances\":[");
        }
        for (int query = 0; query < length; query++) {
            if (format == Format.JSON) {
                text.append(query == 0 ? "[" : ",[");
            }
            for (int key = 0; key < length; key++) {
                append(text, key, key <= query ? effective.distance(query, key) : Double.NaN);
            }
            text.append(format == Format.JSON ? "]" : "\n");
        }
        if (format == Format.JSON) {
            text.append("]}\n");
        }
        output.write(text.toString());
        return 0;
    }

    private void append(StringBuilder text, int key, double distance) {
        boolean masked = Double.isNaN(distance);
        switch (format) {
            case JSON -> text.append(key == 0 ? "" : ",").append(masked ? "null" : Double.toString(distance));
            case CSV -> text.append(key == 0 ? "" : ",").append(masked ? "" : Double.toString(distance));
            default -> text.append(String.format(Locale.ROOT, " %7s", masked ? "" : shortText(distance)));
        }
    }

    private static String shortText(double distance) {
        String plain = Numbers.plain(distance);
        return plain.length() <= 7 ? plain : String.format(Locale.ROOT, "%.3f", distance);
    }
}
