package io.github.ropelab.cli;

import io.github.ropelab.experiments.config.Presets;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rope presets}. */
@Command(
        name = "presets",
        description = "The bundled model configs, for --preset NAME.",
        mixinStandardHelpOptions = true)
final class PresetsCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Presets.Preset preset : Presets.in(Home.presets()).all()) {
            text.append(String.format(Locale.ROOT, "%-24s %-44s %s\n", preset.name(), preset.model(), preset.source()));
        }
        output.write(text.toString());
        return 0;
    }
}
