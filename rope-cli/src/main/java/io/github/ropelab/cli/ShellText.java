package io.github.ropelab.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Commands as users can paste them into a POSIX shell. */
final class ShellText {
    private ShellText() {}

    /** The launcher with arguments, quoted where a shell would change them. */
    static String of(List<String> arguments) {
        return Stream.concat(Stream.of(Home.launcher()), arguments.stream())
                .map(ShellText::quoted)
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
