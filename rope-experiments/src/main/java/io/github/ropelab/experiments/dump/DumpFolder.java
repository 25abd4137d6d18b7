package io.github.ropelab.experiments.dump;

import io.github.ropelab.core.analysis.diagnosis.DumpedTable;
import io.github.ropelab.core.analysis.diagnosis.DumpedVectors;
import io.github.ropelab.core.analysis.diagnosis.RotationDump;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import io.github.ropelab.model.tensor.ElementType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A folder that an engine dumped: any of {@code cos}, {@code sin} [T, pairs] or [T, rotary_dim], {@code inv_freq} [pairs],
 * {@code q_in}, {@code q_out}, {@code k_in}, {@code k_out} [T, heads, head_dim] or [T, head_dim], and {@code positions} [T]
 * or [T, axes], as {@code NAME.npy} or as tensors of {@code .safetensors} files; and {@code dump.json}, a few words about
 * the call. Axes of size 1 beyond these are dropped. Without positions, rows are tokens 0, 1, 2 and so on.
 */
public final class DumpFolder {
    private static final int MOST_POSITION_AXES = 8;
    private static final String HEADS_FIRST = "say \"axes\": \"htd\" in dump.json where heads come first";

    private final Path folder;
    private final DumpCall call;
    private final Map<String, DumpArray> arrays;
    private final List<String> notes = new ArrayList<>();

    private DumpFolder(Path folder, DumpCall call, DumpFiles files) {
        this.folder = folder;
        this.call = call;
        this.arrays = files.arrays();
        this.notes.addAll(files.notes());
        this.notes.addAll(call.notes());
    }

    /**
     * Reads the folder whole.
     *
     * @throws InvalidInput if it holds nothing to look at, or a file that breaks a rule
     */
    public static DumpFolder read(Path folder) {
        DumpFolder dump = new DumpFolder(folder, DumpCall.read(folder.resolve("dump.json")), DumpFiles.read(folder));
        dump.checkParts();
        return dump;
    }

    private void checkParts() {
        if (DumpFiles.NAMES.stream().noneMatch(name -> arrays.containsKey(name) && !name.equals("positions"))) {
            throw new InvalidInput(
                    folder.toString(),
                    new Problem(
                            "",
                            "",
                            "hold cos.npy and sin.npy, or inv_freq.npy, or q_in.npy and q_out.npy, or"
                                    + " k_in.npy and k_out.npy",
                            String.join("; ", notes)));
        }
        both("cos", "sin");
        both("q_in", "q_out");
        both("k_in", "k_out");
        for (DumpArray array : arrays.values()) {
            if (!array.name().equals("positions")) {
                array.requireFloating();
                if (array.numbers().type() == ElementType.F64) {
                    array.requireEach(
                            x -> !(Math.abs(x) > Float.MAX_VALUE) || Double.isInfinite(x),
                            "fit into the range of float32");
                }
            }
        }
    }

    private void both(String a, String b) {
        if (arrays.containsKey(a) != arrays.containsKey(b)) {
            String missing = arrays.containsKey(a) ? b : a;
            throw new InvalidInput(
                    folder.toString(),
                    Problem.of(missing, "missing", "be given beside " + (missing.equals(a) ? b : a)));
        }
        if (arrays.containsKey(a)) {
            DumpArray first = arrays.get(a);
            DumpArray second = arrays.get(b);
            second.require(
                    first.shape().equals(second.shape()),
                    "have the shape of " + a + ", " + first.numbers().shapeText());
        }
    }

    /** What a person should know about how the folder was read. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** What is known about the call. */
    DumpCall call() {
        return call;
    }

    /** Components of a head, where vectors are dumped. */
    public Optional<Integer> headDim() {
        return Stream.of("q_in", "k_in")
                .filter(arrays::containsKey)
                .map(arrays::get)
                .filter(array -> array.axes() > 0)
                .map(array -> array.size(array.axes() - 1))
                .findFirst();
    }

    /**
     * Checks the declared width of heads.
     *
     * @throws InvalidInput if vectors have another
     */
    void requireHeadDim(int declared) {
        for (String name : List.of("q_in", "k_in")) {
            if (arrays.containsKey(name)) {
                DumpArray array = arrays.get(name);
                int width = array.size(array.axes() - 1);
                boolean flat = array.squeezed(2).axes() == 2 && width > declared && width % declared == 0;
                array.require(
                        width == declared,
                        "have heads of the declared head_dim, " + declared,
                        flat
                                ? "reshape it to [T, " + width / declared + ", " + declared
                                        + "] (tokens, heads, head_dim)"
                                : "is it the config of this model, or of these layers?");
            }
        }
    }

    /** The numbers. */
    public RotationDump rotation() {
        double[][] positions = positions();
        int rows = positions[0].length;
        Optional<DumpedTable> table = Optional.empty();
        if (arrays.containsKey("cos")) {
            DumpArray cos = arrays.get("cos").squeezed(2);
            cos.require(
                    cos.axes() == 2 && cos.size(0) == rows,
                    "be [T, pairs] or [T, rotary_dim] with T = " + rows,
                    batch(cos));
            cos.require(cos.size(1) >= 1, "have a column");
            table = Optional.of(
                    new DumpedTable(rows, cos.values(), arrays.get("sin").values()));
        }
        Optional<double[]> frequencies = Optional.empty();
        if (arrays.containsKey("inv_freq")) {
            DumpArray omega = arrays.get("inv_freq").squeezed(1);
            omega.require(omega.axes() == 1 && omega.size(0) > 0, "be [pairs]");
            frequencies = Optional.of(omega.values());
        }
        List<DumpedVectors> vectors = new ArrayList<>();
        vectors("q", "queries", rows).ifPresent(vectors::add);
        vectors("k", "keys", rows).ifPresent(vectors::add);
        return new RotationDump(positions, table, frequencies, vectors);
    }

    private double[][] positions() {
        OptionalInt tokens = rows();
        if (!arrays.containsKey("positions")) {
            double[] counted = new double[tokens.orElse(1)];
            Arrays.setAll(counted, t -> t);
            tokens.ifPresent(
                    rows -> notes.add("there is no positions.npy: rows are taken for the tokens 0 to " + (rows - 1)));
            return new double[][] {counted};
        }
        DumpArray array = arrays.get("positions").squeezed(2);
        boolean oneRow = array.axes() == 2 && array.size(0) == 1 && tokens.orElse(0) != 1;
        array = oneRow ? array.squeezed(1) : array;
        array.require(array.axes() == 1 || array.axes() == 2, "be [T] or [T, axes]");
        int rows = array.size(0);
        int axes = array.axes() == 1 ? 1 : array.size(1);
        array.require(rows >= 1 && axes >= 1, "hold a position");
        boolean turned = axes > 1 && rows != tokens.orElse(rows) && axes == tokens.getAsInt();
        array.require(
                axes <= MOST_POSITION_AXES && !turned,
                "be [T] or [T, axes]",
                turned ? "transpose it if it is [axes, T], or dump one row of a batch" : batch(array));
        array.requireEach(p -> Math.abs(p) <= Integer.MAX_VALUE, "be a finite position below 2^31");
        double[][] positions = new double[axes][rows];
        for (int t = 0; t < rows; t++) {
            for (int axis = 0; axis < axes; axis++) {
                positions[axis][t] = array.values()[t * axes + axis];
            }
        }
        return positions;
    }

    /** Tokens by the first array that has some. */
    private OptionalInt rows() {
        for (String name : List.of("cos", "q_in", "k_in")) {
            if (arrays.containsKey(name)) {
                boolean table = name.equals("cos");
                DumpArray array = arrays.get(name).squeezed(table ? 2 : 3);
                String rule = table ? "be [T, pairs] or [T, rotary_dim]" : "be [T, heads, head_dim] or [T, head_dim]";
                array.require(array.axes() == 2 || !table && array.axes() == 3, rule, batch(array));
                int rows = array.size(headsFirst(array) ? 1 : 0);
                array.require(rows >= 1, "have a row");
                return OptionalInt.of(rows);
            }
        }
        return OptionalInt.empty();
    }

    private boolean headsFirst(DumpArray array) {
        return array.axes() == 3 && call.arrayAxes().equals("htd");
    }

    private static String batch(DumpArray array) {
        return array.axes() < 3 && !array.name().equals("positions") ? "" : "dump one row of the batch, as in x[0]";
    }

    private Optional<DumpedVectors> vectors(String side, String name, int rows) {
        if (!arrays.containsKey(side + "_in")) {
            return Optional.empty();
        }
        DumpArray in = arrays.get(side + "_in").squeezed(3);
        in.require(in.axes() == 2 || in.axes() == 3, "be [T, heads, head_dim] or [T, head_dim]", batch(in));
        boolean headsFirst = headsFirst(in);
        int tokens = in.size(headsFirst ? 1 : 0);
        int heads = in.axes() == 2 ? 1 : in.size(headsFirst ? 0 : 1);
        in.require(
                tokens == rows,
                "have " + rows + " tokens, as " + (headsFirst ? "[heads, T, head_dim]" : "[T, heads, head_dim]"),
                in.axes() == 2
                        ? ""
                        : headsFirst ? "leave \"axes\" out of dump.json where tokens come first" : HEADS_FIRST);
        if (in.axes() == 3 && !call.axesSaid() && (tokens == heads || !arrays.containsKey("positions"))) {
            notes.add(in.name() + " " + in.shape() + " is taken for [T, heads, head_dim]; " + HEADS_FIRST);
        }
        in.require(in.size(in.axes() - 1) >= 2 && heads >= 1, "have a head of at least 2 components");
        in.requireEach(Double::isFinite, "be finite before rotation");
        in.require(Arrays.stream(in.values()).anyMatch(x -> x != 0), "not be 0 everywhere: that shows no rotation");
        double[] out = arrays.get(side + "_out").values();
        return Optional.of(new DumpedVectors(
                name,
                tokens,
                heads,
                headsFirst ? tokensFirst(in.values(), heads, tokens) : in.values(),
                headsFirst ? tokensFirst(out, heads, tokens) : out));
    }

    private static double[] tokensFirst(double[] values, int heads, int tokens) {
        int dim = values.length / (heads * tokens);
        double[] turned = new double[values.length];
        for (int h = 0; h < heads; h++) {
            for (int t = 0; t < tokens; t++) {
                System.arraycopy(values, (h * tokens + t) * dim, turned, (t * heads + h) * dim, dim);
            }
        }
        return turned;
    }
}
