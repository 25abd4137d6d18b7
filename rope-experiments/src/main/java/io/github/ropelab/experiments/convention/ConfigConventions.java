package io.github.ropelab.experiments.convention;

import static io.github.ropelab.model.config.Dialect.LLAMA_CPP;
import static io.github.ropelab.model.config.Dialect.TRANSFORMERS;

import io.github.ropelab.model.config.Dialect;
import java.util.List;

/** Which block of a config counts, and which values are refused. */
final class ConfigConventions {
    private static final String TWO_BLOCKS = """
            {"head_dim": 128, "max_position_embeddings": 4096, "rope_theta": 10000,
             "rope_scaling": {"rope_type": "linear", "factor": 2},
             "rope_parameters": {"rope_type": "linear", "factor": 8, "rope_theta": 500000}}
            """;

    private ConfigConventions() {}

    static List<Convention> all() {
        return List.of(validation(), blockPrecedence(), basePrecedence());
    }

    private static Convention validation() {
        return new Convention(
                26,
                "Values that make no sense",
                "transformers accepts a factor of 0 (frequencies become infinite or NaN) and negative ones. d = 2 with "
                        + "dynamic NTK ends in a ZeroDivisionError of the exponent d/(d-2); odd head widths above 4 are "
                        + "rejected there. RopeLab refuses all of them, and lists of the wrong length.",
                "There is no switch.",
                List.of(
                        ValidationFacts.refused(
                                "factor 0", "linear:factor=0", 128, "factor must be a finite number above 0"),
                        ValidationFacts.refused(
                                "factor -2", "yarn:factor=-2", 128, "factor must be a finite number above 0"),
                        ValidationFacts.refused(
                                "dynamic NTK with d = 2",
                                "dynamic_ntk:factor=2",
                                2,
                                "rotary_dim must be above 2 for dynamic_ntk: its exponent is d/(d-2)"),
                        ValidationFacts.refused(
                                "NTK-aware with d = 2",
                                "ntk_aware:alpha=2",
                                2,
                                "rotary_dim must be above 2 for ntk_aware: its exponent is d/(d-2)"),
                        ValidationFacts.refused(
                                "a head of 7", "none", 7, "rotary_dim must be even: components rotate in pairs"),
                        ValidationFacts.refused(
                                "a LongRoPE list of 3 for 4 pairs",
                                "longrope:long_factor=[1,2,3]",
                                8,
                                "long_factor must have one number per rotary pair: 4")));
    }

    private static double slowing(Dialect dialect) {
        return 1 / Reading.of(dialect, TWO_BLOCKS).frequencies().omega(0);
    }

    private static Convention blockPrecedence() {
        return new Convention(
                31,
                "rope_scaling beside rope_parameters",
                "Read, not run: transformers 5.23 takes a `rope_scaling` that is not empty before `rope_parameters`; "
                        + "llama.cpp's converter takes `rope_parameters` first. The case: linear with factor 2 in the "
                        + "legacy block, 8 in the new one.",
                "Keep one block. `rope explain` says when two blocks contradict each other.",
                List.of(
                        Measurement.exact("factor in force: transformers", slowing(TRANSFORMERS), 2, ""),
                        Measurement.exact("factor in force: llama.cpp", slowing(LLAMA_CPP), 8, "")));
    }

    private static Convention basePrecedence() {
        return new Convention(
                32,
                "rope_theta of the block that lost",
                "Read, not run: where the legacy block wins and has no `rope_theta`, transformers takes the one beside it; "
                        + "a `rope_theta` in `rope_parameters` is not looked at. The case has 10000 beside the blocks and "
                        + "500000 in the block that lost.",
                "Put `rope_theta` into the block that is read, or use `--base`.",
                List.of(
                        base(TRANSFORMERS, "transformers", 2, 10_000),
                        base(LLAMA_CPP, "llama.cpp, which reads rope_parameters", 8, 500_000)));
    }

    private static Fact base(Dialect dialect, String name, double factor, double expected) {
        double omega = Reading.of(dialect, TWO_BLOCKS).frequencies().omega(1) * factor;
        return Measurement.exact(
                "base in force (rounded to 1): " + name, Math.rint(StrictMath.pow(omega, -64)), expected, "");
    }
}
