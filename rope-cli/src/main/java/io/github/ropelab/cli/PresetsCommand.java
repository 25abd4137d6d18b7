package io.github.ropelab.cli;

import io.github.ropelab.model.config.Presets;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rope presets}. */
@Command(
        name = "presets",
        description = "The bundled model configs, for --preset NAME.",
        mixinStandardHelpOptions = true)
final class PresetsCommand implements Callable<Integer> {
    private enum Format {
        TABLE,
        JSON
    }

    @Mixin
    private Output output;

    @Option(names = "--format", description = "table (default) or json")
    private Format format = Format.TABLE;

    @Override
    public Integer call() throws IOException {
        List<Presets.Preset> presets = Presets.in(Home.presets()).all();
        if (format == Format.JSON) {
            output.write(Json.text(presets.stream()
                    .map(preset -> Map.of(
                            "name", preset.name(),
                            "model", preset.model(),
                            "source", preset.source(),
                            "scaling", preset.scaling()))
                    .toList()));
            return 0;
        }
        StringBuilder text = new StringBuilder();
        for (Presets.Preset preset : presets) {
            text.append(
                    String.format(Locale.ROOT, "%-26s %-42s %s\n", preset.name(), preset.model(), preset.scaling()));
        }
        text.append("\nEach file of data/presets says where its values were read.\n");
        output.write(text.toString());
        return 0;
    }
}
