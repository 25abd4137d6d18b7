package io.github.ropelab.cli;

import io.github.ropelab.core.Catalog;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.Source;
import io.github.ropelab.core.StrategyClass;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.strategy.Strategies;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rope strategies}. */
@Command(
        name = "strategies",
        description = "The catalogue: formula, parameters, class, sources, engine spellings.",
        mixinStandardHelpOptions = true)
final class StrategiesCommand implements Callable<Integer> {
    private enum Format {
        TABLE,
        JSON
    }

    @Mixin
    private Output output;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "one strategy in full; all in short if left out")
    private String id;

    @Option(names = "--format", description = "table (default) or json")
    private Format format = Format.TABLE;

    @Override
    public Integer call() throws IOException {
        Catalog<StrategyType, RopeStrategy> catalog = Strategies.installed();
        if (format == Format.JSON) {
            output.write(Json.text(
                    id == null
                            ? catalog.types().stream()
                                    .map(StrategiesCommand::map)
                                    .toList()
                            : map(catalog.type(id))));
        } else {
            output.write(id == null ? list(catalog.types()) : describe(catalog.type(id)));
        }
        return 0;
    }

    private static String list(List<StrategyType> types) {
        StringBuilder text = new StringBuilder();
        for (StrategyType type : types) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-20s %-6s %s\n%s\n",
                    type.id(),
                    classes(type, StrategyClass::letter, "+"),
                    type.title(),
                    " ".repeat(28) + type.formula()));
        }
        text.append("\nClasses: ");
        for (StrategyClass one : StrategyClass.values()) {
            text.append(one.ordinal() == 0 ? "" : ", ")
                    .append(one.letter())
                    .append(' ')
                    .append(one.title());
        }
        return text.append(
                        ".\nrope strategies ID shows parameters, sources and engine spellings; docs/missing.md says what is "
                                + "not there.\n")
                .toString();
    }

    private static String classes(StrategyType type, Function<StrategyClass, String> name, String separator) {
        return type.classes().stream().sorted().map(name).collect(Collectors.joining(separator));
    }

    private static String describe(StrategyType type) {
        HeadedLines text = new HeadedLines();
        text.line(type.id(), type.title() + " (semantics version " + type.version() + ")");
        text.line("class", classes(type, c -> "(" + c.letter() + ") " + c.title(), ", "));
        text.line("formula", type.formula());
        for (ParameterDoc p : type.parameters()) {
            text.line("parameter", p.name() + ": " + p.meaning() + "; " + p.rule() + "; default " + p.defaultValue());
        }
        text.line("depends on", words(type.reads()));
        text.line("promises", type.invariances().isEmpty() ? "nothing" : words(type.invariances()));
        type.sources().forEach(source -> text.line("source", source.toString()));
        type.spellings().forEach(text::line);
        return text.toString();
    }

    private static Map<String, Object> map(StrategyType type) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", type.id());
        map.put("version", type.version());
        map.put("title", type.title());
        map.put(
                "classes",
                type.classes().stream().sorted().map(StrategyClass::letter).toList());
        map.put("formula", type.formula());
        map.put(
                "parameters",
                type.parameters().stream().map(StrategiesCommand::map).toList());
        map.put(
                "depends_on",
                type.reads().stream().sorted().map(StrategiesCommand::word).toList());
        map.put(
                "promises",
                type.invariances().stream()
                        .sorted()
                        .map(StrategiesCommand::word)
                        .toList());
        map.put("sources", type.sources().stream().map(Source::toString).toList());
        map.put("spellings", type.spellings());
        return map;
    }

    private static Map<String, Object> map(ParameterDoc parameter) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", parameter.name());
        map.put("required", parameter.required());
        map.put("default", parameter.defaultValue());
        map.put("rule", parameter.rule());
        map.put("meaning", parameter.meaning());
        return map;
    }

    /** Constants in their own order, in lower case. */
    static String words(Set<? extends Enum<?>> constants) {
        return constants.stream()
                .sorted(Comparator.comparingInt(c -> c.ordinal()))
                .map(StrategiesCommand::word)
                .collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
