package io.github.ropelab.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The command that was given, to be shown in its output: files and folders without the folders that they lie in. */
final class CommandLineText {
    private CommandLineText() {}

    static String of(CommandSpec spec) {
        ParseResult parsed = spec.commandLine().getParseResult();
        List<String> words = new ArrayList<>(List.of(spec.qualifiedName()));
        for (OptionSpec option : parsed.matchedOptions()) {
            boolean flag = option.arity().max() == 0;
            if (flag) {
                words.add(option.longestName());
            }
            for (String value : flag ? List.<String>of() : option.stringValues()) {
                words.add(option.longestName());
                words.add(quoted(option.type().equals(Path.class) ? name(value) : value));
            }
        }
        return String.join(" ", words);
    }

    private static String name(String path) {
        Path name = Path.of(path).toAbsolutePath().normalize().getFileName();
        return name == null ? path : name.toString();
    }

    private static String quoted(String word) {
        return word.matches("[\\w.,:/=@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
