package io.github.ropelab.cli;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.NumberFormat;
import io.github.ropelab.core.kernel.Side;
import io.github.ropelab.core.kernel.TableRecipe;
import io.github.ropelab.model.config.Dialect;
import io.github.ropelab.model.config.RopeSetup;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import io.github.ropelab.model.tensor.ElementType;
import io.github.ropelab.model.tensor.NpyFile;
import io.github.ropelab.model.tensor.NumberArray;
import io.github.ropelab.model.tensor.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rope rotate}. */
@Command(
        name = "rotate",
        description = {
            "Rotates vectors by a config, a strategy, or explicit frequencies; writes a .npy file.",
            "NumPy has no bfloat16: such results are written as float32 that holds bfloat16 values. Logit scales are not "
                    + "applied: they belong to scores. Example:",
            "rope rotate --input q.npy --strategy yarn:factor=4 --trained-length 4096 -o q_rotated.npy"
        },
        mixinStandardHelpOptions = true)
final class RotateCommand implements Callable<Integer> {
    @Mixin
    private SetupOptions setupOptions;

    @Mixin
    private Output output;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            required = true,
            description = "[T, d] or [T, heads, d] as .npy, or a .safetensors file with --tensor")
    private Path input;

    @Option(names = "--tensor", paramLabel = "NAME", description = "which tensor of a .safetensors file")
    private String tensor;

    @Option(
            names = "--positions",
            paramLabel = "FILE",
            description = "positions as .npy, [T], or [axes, T] for M-RoPE; 0 to T-1 if left out")
    private Path positionsFile;

    @Option(names = "--axes", paramLabel = "ORDER", description = "of three axes: thd (default) or htd, heads first")
    private String order;

    @Option(names = "--inv-freq", paramLabel = "FILE", description = "frequencies as .npy [pairs], radians per token")
    private Path invFreq;

    @Option(
            names = "--attention-factor",
            paramLabel = "A",
            description = "factor on cos and sin, with --inv-freq; 1 if left out")
    private Double attentionFactor;

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description =
                    "float64, float32, bfloat16 or float16, computed as engines do; that of the input if left out")
    private String dtype;

    @Option(
            names = "--arithmetic",
            paramLabel = "SETTING",
            description = "f64, f32, f32-ggml, bf16, f16, or stages as in positions=bf16,table=f32; follows --dtype if "
                    + "left out (float32 under --dialect llama.cpp is f32-ggml)")
    private String arithmetic;

    @Option(
            names = "--side",
            paramLabel = "SIDE",
            description = "query (default) or key: they differ under xPos and window schemes")
    private Side side = Side.QUERY;

    @Option(
            names = "--branch",
            paramLabel = "NAME",
            description = "which rotation of a window scheme, as in near or far")
    private String branch;

    @Override
    public Integer call() throws IOException {
        NumberArray vectors = vectors();
        VectorLayout layout = VectorLayout.of(input.toString(), vectors.shape(), order);
        Arithmetic precision = precision(vectors.type());
        NumberFormat format = dtype == null ? precision.rotation() : NumberFormat.of("--dtype", dtype);
        RotationPositions positions = RotationPositions.read(positionsFile, layout.tokens());
        double[] values = vectors.values();
        if (invFreq != null) {
            InvalidParameter.require(
                    !setupOptions.given(), "--inv-freq", invFreq, "not stand beside --config, --preset or --strategy");
            InvalidParameter.require(branch == null, "--branch", branch, "be used with a window scheme");
            setupOptions.requireNoSetup(layout.width());
            TableRecipe recipe = explicitRecipe(precision);
            layout.rotate(
                    values,
                    geometry(layout.width(), recipe.frequencies().pairs()),
                    positions.table(recipe, side),
                    precision.rotation());
        } else {
            InvalidParameter.require(
                    attentionFactor == null, "--attention-factor", attentionFactor, "be used with --inv-freq");
            RopeSetup setup = setupOptions
                    .request()
                    .assumeCurrent(positions.length())
                    .assumeHeadDim(layout.width())
                    .resolve();
            setupOptions.tellNotes(setup);
            RotaryGeometry geometry = setup.context().geometry();
            requireWidth(layout.width(), geometry.headDim());
            layout.rotate(values, geometry, positions.table(setup, precision, side, branch), precision.rotation());
        }
        output.write(NpyFile.bytes(written(format, vectors.shape(), values)));
        return 0;
    }

    private NumberArray vectors() {
        if (tensor != null) {
            return SafetensorsFile.open(input).array(tensor);
        }
        if (input.toString().endsWith(".safetensors")) {
            throw new InvalidParameter(
                    "--tensor",
                    "missing",
                    "be given: it names a tensor of the file",
                    "it holds "
                            + String.join(
                                    ", ", SafetensorsFile.open(input).tensors().keySet()));
        }
        return NpyFile.read(input);
    }

    /** What engines compute in the format asked for; llama.cpp's float32 angles are running products. */
    private Arithmetic precision(ElementType type) {
        if (arithmetic != null) {
            return Arithmetic.of(arithmetic);
        }
        Arithmetic usual = dtype != null ? Arithmetic.of(NumberFormat.of("--dtype", dtype)) : usual(type);
        boolean ggml = setupOptions.dialect() == Dialect.LLAMA_CPP && invFreq == null;
        return ggml && usual.equals(Arithmetic.F32) ? Arithmetic.F32_GGML : usual;
    }

    private static Arithmetic usual(ElementType type) {
        return switch (type) {
            case F32 -> Arithmetic.F32;
            case F16 -> Arithmetic.F16;
            case BF16 -> Arithmetic.BF16;
            default -> Arithmetic.F64;
        };
    }

    private TableRecipe explicitRecipe(Arithmetic precision) {
        NumberArray array = NpyFile.read(invFreq);
        if (array.shape().size() != 1 || array.values().length == 0) {
            throw new InvalidInput(invFreq.toString(), Problem.of("shape", array.shapeText(), "be one axis, [pairs]"));
        }
        double amplitude = attentionFactor == null ? 1 : attentionFactor;
        InvalidParameter.requirePositive("--attention-factor", amplitude);
        TableRecipe recipe;
        try {
            recipe = TableRecipe.of(FrequencySchedule.of(array.values()), amplitude, Arithmetic.F64);
        } catch (InvalidParameter e) {
            throw new InvalidInput(invFreq.toString(), Problem.of("", e));
        }
        OptionalDouble base = setupOptions.base();
        return new TableRecipe(recipe.frequencies(), base, amplitude, recipe.radial(), recipe.axes(), precision);
    }

    private RotaryGeometry geometry(int width, int pairs) {
        int rotaryDim = setupOptions.rotaryDim().orElse(2 * pairs);
        InvalidParameter.require(
                rotaryDim == 2 * pairs,
                "--rotary-dim",
                rotaryDim,
                "be twice the number of frequencies (" + pairs + ")");
        return new RotaryGeometry(width, rotaryDim, setupOptions.pairing());
    }

    private void requireWidth(int width, int headDim) {
        if (width != headDim) {
            throw new InvalidInput(
                    input.toString(),
                    Problem.of("last axis", width, "equal the head dim of the setup (" + headDim + ")"));
        }
    }

    private static NumberArray written(NumberFormat format, List<Integer> shape, double[] values) {
        ElementType type =
                switch (format) {
                    case FLOAT64 -> ElementType.F64;
                    case FLOAT16 -> ElementType.F16;
                    default -> ElementType.F32;
                };
        for (int i = 0; i < values.length; i++) {
            values[i] = format.round(values[i]);
        }
        return new NumberArray(type, shape, values);
    }
}
