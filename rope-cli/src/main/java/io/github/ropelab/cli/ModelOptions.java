package io.github.ropelab.cli;

import io.github.ropelab.experiments.study.ModelFiles;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where models lie that a study names. */
final class ModelOptions {
    @Option(
            names = "--model",
            paramLabel = "NAME=PATH",
            description =
                    "place of a model that the study names: a folder with config.json, or a .gguf file; may be repeated")
    private List<String> models = new ArrayList<>();

    ModelFiles files() {
        return ModelFiles.parse("--model", models);
    }
}
