package io.github.ropelab.cli;

import io.github.ropelab.core.Branch;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.PositionMap;
import io.github.ropelab.core.PositionScheme;
import io.github.ropelab.core.RadialScale;
import io.github.ropelab.core.Uniform;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.RotaryTable;
import io.github.ropelab.core.kernel.Side;
import io.github.ropelab.core.kernel.TableRecipe;
import io.github.ropelab.model.config.Dialect;
import io.github.ropelab.model.config.RopeSetup;
import io.github.ropelab.model.config.StrategyText;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import io.github.ropelab.model.tensor.NpyFile;
import io.github.ropelab.model.tensor.NumberArray;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** The positions of the tokens of an array, per axis. */
final class RotationPositions {
    /** Whole numbers above it are not exact; far above it, angles in float32 are not finite. */
    private static final double LARGEST = 1L << 53;

    private final String source;
    private final double[][] axes; // [axes][tokens]

    private RotationPositions(String source, double[][] axes) {
        this.source = source;
        this.axes = axes;
    }

    /** @param file [tokens] or [axes, tokens]; {@code null} for 0 .. tokens-1 */
    static RotationPositions read(Path file, int tokens) {
        if (file == null) {
            double[] counted = new double[tokens];
            Arrays.setAll(counted, t -> t);
            return new RotationPositions("--positions", new double[][] {counted});
        }
        NumberArray array = NpyFile.read(file);
        List<Integer> shape = array.shape();
        boolean fits =
                (shape.size() == 1 || shape.size() == 2 && shape.get(0) >= 1) && shape.get(shape.size() - 1) == tokens;
        if (!fits) {
            throw new InvalidInput(
                    file.toString(),
                    Problem.of(
                            "shape",
                            array.shapeText(),
                            "be [T] or [axes, T] with the input's T = " + tokens + " tokens"));
        }
        double[][] axes = new double[shape.size() == 1 ? 1 : shape.get(0)][];
        for (int a = 0; a < axes.length; a++) {
            axes[a] = Arrays.copyOfRange(array.values(), a * tokens, (a + 1) * tokens);
            for (double position : axes[a]) {
                if (!(Math.abs(position) <= LARGEST)) {
                    throw new InvalidInput(
                            file.toString(),
                            Problem.of("position", position, "be a finite number, at most 2^53 on either side of 0"));
                }
            }
        }
        return new RotationPositions(file.toString(), axes);
    }

    /** Largest position plus 1, in whole tokens, at least 1: the length of the call. */
    int length() {
        double largest =
                Arrays.stream(axes).flatMapToDouble(Arrays::stream).max().orElse(0);
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE - 1.0, Math.floor(largest)) + 1);
    }

    /** The table of the positions as they are. */
    RotaryTable table(TableRecipe recipe, Side side) {
        return table(recipe, side, new PositionMap.Identity());
    }

    /** The table of a setup; a window scheme has several, of which {@code branch} names one. */
    RotaryTable table(RopeSetup setup, Arithmetic arithmetic, Side side, String branch) {
        PositionEncoding encoding = setup.encoding();
        TableRecipe recipe =
                TableRecipe.of(encoding, OptionalDouble.of(setup.context().base()), arithmetic);
        return read(setup).table(recipe, side, side.map(branch(encoding.positions(), branch)));
    }

    /** The axes that pairs read: a section of 0 leaves t, h or w unread, llama.cpp always has a fourth position. */
    private RotationPositions read(RopeSetup setup) {
        int count = setup.encoding().axes().count();
        boolean sections = StrategyText.of(setup.strategy().block()).contains("mrope:");
        boolean usual = axes.length == 3 || axes.length == 4 && setup.dialect() == Dialect.LLAMA_CPP;
        return sections && usual && count < axes.length
                ? new RotationPositions(source, Arrays.copyOf(axes, count))
                : this;
    }

    private RotaryTable table(TableRecipe recipe, Side side, PositionMap map) {
        double[][] effective = new double[axes.length][];
        for (int a = 0; a < axes.length; a++) {
            effective[a] = Arrays.stream(axes[a])
                    .map(position -> mapped(map, position))
                    .toArray();
        }
        int centre = RadialScale.centre(length());
        return axes.length == 1 ? recipe.table(side, effective[0], centre) : recipe.table(side, effective, centre);
    }

    private double mapped(PositionMap map, double position) {
        if (map instanceof PositionMap.Identity) {
            return position;
        }
        if (position != Math.rint(position) || Math.abs(position) > Integer.MAX_VALUE) {
            throw new InvalidInput(
                    source, Problem.of("position", position, "be a whole number where i becomes " + map.formula()));
        }
        return map.at((int) position);
    }

    private static Branch branch(PositionScheme scheme, String name) {
        if (name == null && scheme instanceof Uniform) {
            return scheme.branches().get(0);
        }
        List<String> names = scheme.branches().stream().map(Branch::name).toList();
        InvalidParameter.require(
                name != null,
                "--branch",
                "missing",
                "be given: the strategy rotates by several position maps",
                "known: " + String.join(", ", names));
        return scheme.branches().stream()
                .filter(b -> b.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidParameter(
                        "--branch", name, "be one of the strategy's", Nearest.suggestion(name, names)));
    }
}
