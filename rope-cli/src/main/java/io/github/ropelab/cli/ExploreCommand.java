package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.config.RopeSetup;
import io.github.ropelab.model.config.StrategyText;
import io.github.ropelab.report.site.ExplorerPage;
import io.github.ropelab.report.site.ExplorerState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rope explore}. */
@Command(
        name = "explore",
        description = {
            "One HTML file in which sliders redraw frequencies, decay curves and effective distances of strategies; it needs no "
                    + "network.",
            "Example: rope explore --preset llama-3.1-8b --strategies none,llama3,yarn:factor=8"
        },
        mixinStandardHelpOptions = true)
final class ExploreCommand implements Callable<Integer> {
    /** A head and lengths to begin with where nothing names others. */
    private static final int HEAD_DIM = 128;

    private static final int TRAINED = 4096;
    private static final int TIMES = 4;

    @Mixin
    private SetupOptions setupOptions;

    @Option(
            names = "--strategies",
            paramLabel = "A,B,...",
            description = {
                "strategies to begin with, in one line each, separated by commas, or several times; key=value after a comma "
                        + "goes on with the strategy before it",
                "if left out: none and the config's own or --strategy; without either none, linear, yarn, rerope"
            })
    private List<String> strategies = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "explorer.html if left out")
    private Path file = Path.of("explorer.html");

    @Override
    public Integer call() throws IOException {
        InvalidParameter.require(
                strategies.isEmpty() || setupOptions.strategy().isEmpty(),
                "--strategy",
                setupOptions.strategy().orElse(""),
                "be left out: --strategies names the strategies");
        RopeSetup setup = resolved(setupOptions.given() ? setupOptions.request() : setupOptions.request("none"));
        setupOptions.tellNotes(setup);
        ExplorerPage page = new ExplorerPage(new ExplorerState(context(setup), blocks(setup)));
        String title = "RopeLab explorer" + (setupOptions.name().equals("rope") ? "" : ": " + setupOptions.name());
        Output.write(file, page.html(title, "", new BuildInfo().getVersion()[0]).getBytes(StandardCharsets.UTF_8));
        System.out.println(file);
        return 0;
    }

    private List<Map<String, Object>> blocks(RopeSetup setup) {
        List<Map<String, Object>> blocks = new ArrayList<>();
        List<String> specs = strategies.stream()
                .flatMap(list -> StrategyText.list(list).stream())
                .toList();
        if (specs.isEmpty()) {
            blocks.add(Map.of("rope_type", "none"));
            if (!setup.strategy().type().id().equals("none")) {
                blocks.add(setup.strategy().block());
            } else if (!setupOptions.given()) {
                List.of("linear", "yarn", "rerope").forEach(id -> blocks.add(Map.of("rope_type", id)));
            }
        }
        for (String spec : specs) {
            blocks.add(resolved(setupOptions.request(spec)).strategy().block());
        }
        return blocks;
    }

    /** The setup with lengths that let its strategy be read, where nothing says them. */
    private RopeSetup resolved(RopeRequest request) {
        if (!setupOptions.fromConfig()) {
            int trained = setupOptions.trained().orElse(TRAINED);
            request.assumeHeadDim(HEAD_DIM)
                    .lengths(
                            OptionalInt.of(trained),
                            setupOptions.target().isPresent() ? setupOptions.target() : OptionalInt.of(TIMES * trained),
                            setupOptions.current());
        }
        return request.resolve();
    }

    private RopeContext context(RopeSetup setup) {
        InvalidParameter.require(
                setup.trainedKnown(), "--trained-length", "missing", "be given: the config does not say it");
        return setup.context();
    }
}
