package io.github.ropelab.cli;

import io.github.ropelab.core.Catalog;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.strategy.Strategies;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rope strategies}. */
@Command(
        name = "strategies",
        description = "The catalogue: formula, parameters, class, sources, engine spellings.",
        mixinStandardHelpOptions = true)
final class StrategiesCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "one strategy in full; all in short if left out")
    private String id;

    @Override
    public Integer call() throws IOException {
        Catalog<StrategyType, RopeStrategy> catalog = Strategies.installed();
        StringBuilder text = new StringBuilder();
        if (id == null) {
            catalog.types()
                    .forEach(type -> text.append(
                            String.format(Locale.ROOT, "%-22s %-36s %s\n", type.id(), type.title(), type.formula())));
            text.append("\nrope strategies ID shows parameters, sources and engine spellings.\n");
        } else {
            describe(catalog.type(id), text);
        }
        output.write(text.toString());
        return 0;
    }

    private static void describe(StrategyType type, StringBuilder text) {
        line(text, type.id(), type.title() + " (semantics version " + type.version() + ")");
        line(
                text,
                "class",
                type.classes().stream()
                        .sorted()
                        .map(c -> "(" + c.letter() + ") " + c.title())
                        .collect(Collectors.joining(", ")));
        line(text, "formula", type.formula());
        for (ParameterDoc p : type.parameters()) {
            line(text, "parameter", p.name() + ": " + p.meaning() + "; " + p.rule() + "; default " + p.defaultValue());
        }
        line(
                text,
                "depends on",
                type.reads().stream().sorted().map(f -> words(f.name())).collect(Collectors.joining(", ")));
        line(
                text,
                "promises",
                type.invariances().stream().sorted().map(i -> words(i.name())).collect(Collectors.joining(", ")));
        type.sources().forEach(source -> line(text, "source", source.toString()));
        type.spellings().forEach((engine, spelling) -> line(text, engine, spelling));
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static void line(StringBuilder text, String head, String tail) {
        text.append(String.format(Locale.ROOT, "%-14s %s\n", head, tail));
    }
}
