package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.IoReason;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code rope} command. */
@Command(
        name = "rope",
        description = "Rotary position embeddings and their modifications: compare, check, reproduce.",
        mixinStandardHelpOptions = true,
        versionProvider = BuildInfo.class,
        subcommands = {
            RunCommand.class,
            PlanCommand.class,
            StatusCommand.class,
            ReportCommand.class,
            CompareCommand.class,
            DiffCommand.class,
            VerifyCommand.class,
            ReproduceCommand.class,
            FrequenciesCommand.class,
            ExplainCommand.class,
            ExploreCommand.class,
            DistancesCommand.class,
            CallsCommand.class,
            EquivalenceCommand.class,
            CheckCommand.class,
            RotateCommand.class,
            DiagnoseCommand.class,
            ExportCommand.class,
            StrategiesCommand.class,
            PresetsCommand.class,
            BenchCommand.class,
            GalleryCommand.class,
            ModelCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:fine",
            "1:a run had failed cells, or an output could not be written",
            "2:invalid input",
            "3:a check or comparison does not hold",
            "130:stopped by Ctrl-C; 143 by SIGTERM"
        })
public final class Main implements Runnable {
    static final int FAILED = 1;
    static final int INVALID = 2;
    static final int DIFFERS = 3;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs the command line and exits with its code. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.setOut(out);
        System.setErr(err);
        System.exit(execute(args));
    }

    /** Runs the command line in this process. */
    static int execute(String... args) {
        return execute(CommandLine.defaultFactory(), args);
    }

    /** Runs the command line with commands from a factory. */
    static int execute(CommandLine.IFactory factory, String... args) {
        CommandLine commandLine = new CommandLine(new Main(), factory);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((exception, command, result) -> report(exception, command));
        commandLine.setParameterExceptionHandler((exception, arguments) -> misused(exception));
        commandLine.setUsageHelpAutoWidth(true);
        try {
            return commandLine.execute(args);
        } catch (OutOfMemoryError e) {
            commandLine
                    .getErr()
                    .println("rope: out of memory (" + e.getMessage()
                            + "); give Java more, as in ROPE_JAVA_OPTS=-Xmx8g, or run fewer threads");
            return FAILED;
        }
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }

    /** One line for a command line that cannot be read, with the nearest known words. */
    private static int misused(CommandLine.ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        List<String> near = exception instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions()
                : List.of();
        command.getErr()
                .println("rope: " + exception.getMessage().replaceAll("\\s+", " ")
                        + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?") + "; see '"
                        + command.getCommandSpec().qualifiedName() + " --help'");
        return INVALID;
    }

    /** One line per problem and no stack trace for what users can mend; all else is a bug and shows its trace. */
    private static int report(Exception exception, CommandLine command) throws Exception {
        if (exception instanceof InvalidInput || exception instanceof InvalidParameter) {
            exception.getMessage().lines().forEach(line -> command.getErr().println("rope: " + line));
            return INVALID;
        }
        if (exception instanceof IOException io) {
            String file = io instanceof FileSystemException named ? named.getFile() + " " : "";
            command.getErr().println("rope: cannot read or write " + file + "(" + IoReason.of(io) + ")");
            return FAILED;
        }
        throw exception;
    }
}
