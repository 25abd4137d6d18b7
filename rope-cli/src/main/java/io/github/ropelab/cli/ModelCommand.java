package io.github.ropelab.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code rope model}. */
@Command(
        name = "model",
        description = "A Llama-type model in use: its losses and what it finds in a text, under any rotary part.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ModelInfoCommand.class,
            ModelNllCommand.class,
            ModelPasskeyCommand.class,
            ModelCaptureCommand.class
        })
final class ModelCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "a command is missing: info, nll, passkey or capture");
    }
}
