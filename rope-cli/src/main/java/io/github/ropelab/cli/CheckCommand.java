package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.analysis.soundness.Flaw;
import io.github.ropelab.core.analysis.soundness.Flaws;
import io.github.ropelab.core.analysis.soundness.Soundness;
import io.github.ropelab.core.analysis.soundness.Subject;
import io.github.ropelab.core.analysis.soundness.Trial;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.sequence.StateRule;
import io.github.ropelab.experiments.soundness.TableFolder;
import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.config.RopeSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rope check}. */
@Command(
        name = "check",
        description = {
            "Is a modification sound? Checks a strategy, a config, or the tables of an engine against what is claimed of it:",
            "scores depend on query - key alone, norms stay, score(m, m) = A²·q·k, declared frequencies, neighbours told apart "
                    + "at working precision, a growing cache, the trained range.",
            "Findings are broken claims and give exit code 3. Notes are facts that nobody denied: a window scheme that is "
                    + "not relative, a position outside of the trained range, a dynamic strategy whose cached keys age. "
                    + "Examples:",
            "rope check --strategy linear:factor=4 --head-dim 128 --trained-length 2048 --target-length 8192",
            "rope check --tables DIR --config config.json",
            "rope check --flaw list"
        },
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private enum Format {
        TABLE,
        JSON
    }

    /** Positions that are looked at where no length is known. */
    private static final int ANY_LENGTH = 4096;

    /** A gap needs two shifts. */
    private static final int FEWEST = 8;

    @Mixin
    private SetupOptions setupOptions;

    @Mixin
    private Output output;

    @Option(
            names = "--tables",
            paramLabel = "DIR",
            description = {
                "cos.npy and sin.npy of an engine, [T, pairs] or [T, rotary dim], with positions.npy where rows do not begin at "
                        + "0; checked against --config, --preset or --strategy, or else inv_freq.npy, where one is given"
            })
    private Path tables;

    @Option(
            names = "--flaw",
            paramLabel = "ID",
            description = "check a known flaw instead, as in 2 or 9b; 'list' lists them (docs/flawed.md)")
    private String flaw;

    @Option(
            names = "--arithmetic",
            paramLabel = "SETTING",
            description =
                    "f64 (default), f32, f32-ggml, bf16, f16, or stages as in positions=bf16: the precision that is "
                            + "checked; with --tables that of their entries if left out")
    private String arithmetic;

    @Option(names = "--format", description = "table (default) or json")
    private Format format = Format.TABLE;

    @Override
    public Integer call() throws IOException {
        InvalidParameter.require(
                flaw == null || tables == null && !setupOptions.given() && arithmetic == null,
                "--flaw",
                flaw,
                "stand alone: a flaw brings its own setting");
        if ("list".equals(flaw)) {
            output.write(format == Format.JSON ? SoundnessText.flawsJson() : SoundnessText.flaws());
            return 0;
        }
        if (flaw != null) {
            Flaw known = Flaws.of(flaw);
            return tell("flaw " + known.id() + ": " + known.title(), known.subject(), known.trial());
        }
        return tables == null ? checkStrategy() : checkTables();
    }

    private int checkStrategy() throws IOException {
        RopeSetup setup = setupOptions.read();
        setupOptions.tellNotes(setup);
        Arithmetic precision = arithmetic == null ? Arithmetic.F64 : Arithmetic.of(arithmetic);
        boolean cacheGrows = setup.dialect().state(setup.strategy()) != StateRule.FIXED;
        Subject subject = Subject.of(setup.strategy(), setup.context(), precision, cacheGrows);
        if (!setup.trainedKnown()) {
            subject = subject.withPromise(subject.promise().withoutTrainedLength());
        }
        int tokens = setup.trainedKnown()
                ? Math.max(
                        setup.context().lengths().target(),
                        setup.context().lengths().current())
                : ANY_LENGTH;
        return tell(
                setup.strategy().type().id(), subject, Trial.of(setup.context().geometry(), Math.max(FEWEST, tokens)));
    }

    private int checkTables() throws IOException {
        TableFolder folder = TableFolder.read(tables);
        Arithmetic precision = arithmetic == null ? folder.arithmetic() : Arithmetic.of(arithmetic);
        if (setupOptions.given()) {
            RopeRequest request = setupOptions.request().assumeCurrent(folder.tokens());
            RopeSetup setup = request.assumeHeadDim(folder.rotaryDim()).resolve();
            setupOptions.tellNotes(setup);
            Subject subject = folder.against(setup, precision);
            return tell(setup.strategy().type().id(), subject, folder.trial(subject));
        }
        Subject subject = folder.alone(setupOptions.pairing(), setupOptions.rotaryDim(), precision);
        setupOptions.tell(List.of(String.format(
                Locale.ROOT,
                "nothing declares the tables: their first entry gives the attention factor %.6g%s",
                subject.promise().amplitude(),
                subject.promise().encoding().isPresent() ? ", inv_freq.npy the frequencies" : "")));
        return tell("", subject, folder.trial(subject));
    }

    private int tell(String name, Subject subject, Trial trial) throws IOException {
        Soundness result = Soundness.of(subject, trial);
        output.write(
                format == Format.JSON
                        ? SoundnessText.json(name, subject, result)
                        : SoundnessText.table(name, subject, result));
        return result.sound() ? 0 : Main.DIFFERS;
    }
}
