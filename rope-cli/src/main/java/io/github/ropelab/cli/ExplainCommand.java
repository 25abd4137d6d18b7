package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.model.config.DialectComparison;
import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.config.RopeSetup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rope explain}. */
@Command(
        name = "explain",
        description = {
            "What a config or strategy does, for people: which pairs are kept, blended, interpolated; what was derived; which "
                    + "positions leave the trained range.",
            "Example: rope explain --strategy linear --head-dim 128 --trained-length 2048 --target-length 8192 --position 4096"
        },
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private SetupOptions setupOptions;

    @Mixin
    private Output output;

    @Option(
            names = "--position",
            paramLabel = "I",
            split = ",",
            description = "show where this position goes; may be given more than once")
    private List<Integer> positions = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        positions.forEach(p -> InvalidParameter.require(p >= 0, "--position", p, "be 0 or above"));
        RopeRequest request = setupOptions.request();
        RopeSetup setup = request.resolve();
        TreeSet<Integer> shown = new TreeSet<>(positions);
        if (setup.trainedKnown()) {
            shown.add(setup.context().lengths().trained() - 1);
            shown.add(setup.context().lengths().current() - 1);
        }
        output.write(new Explanation(setup).text(shown, request.model(), DialectComparison.of(request)));
        return 0;
    }
}
