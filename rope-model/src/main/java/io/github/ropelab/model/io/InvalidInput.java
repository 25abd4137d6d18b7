package io.github.ropelab.model.io;

import java.util.List;
import java.util.stream.Collectors;

/** An input that cannot be used; nothing was computed or written. One line of the message per problem. */
public final class InvalidInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final transient List<Problem> problems;

    /**
     * @param source the file, or what else was read, as the user named it
     * @param problems all that is wrong with it, at least one
     */
    public InvalidInput(String source, List<Problem> problems) {
        super(problems.stream().map(p -> source + ": " + p).collect(Collectors.joining("\n")));
        this.source = source;
        this.problems = List.copyOf(problems);
    }

    /** An input with one problem. */
    public InvalidInput(String source, Problem problem) {
        this(source, List.of(problem));
    }

    /** The file, or what else was read. */
    public String source() {
        return source;
    }

    /** All that is wrong. */
    public List<Problem> problems() {
        return problems;
    }
}
