package io.github.ropelab.experiments.dump;

import io.github.ropelab.core.Nearest;
import io.github.ropelab.core.analysis.diagnosis.DumpedTable;
import io.github.ropelab.core.analysis.diagnosis.DumpedVectors;
import io.github.ropelab.core.analysis.diagnosis.RotationDump;
import io.github.ropelab.experiments.data.NpyFile;
import io.github.ropelab.experiments.data.NumberArray;
import io.github.ropelab.experiments.data.SafetensorsFile;
import io.github.ropelab.experiments.input.InvalidInput;
import io.github.ropelab.experiments.input.IoReason;
import io.github.ropelab.experiments.input.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder that an engine dumped: any of {@code cos}, {@code sin} [T, pairs] or [T, rotary_dim], {@code inv_freq} [pairs],
 * {@code q_in}, {@code q_out}, {@code k_in}, {@code k_out} [T, heads, head_dim] or [T, head_dim], and {@code positions} [T]
 * or [T, axes], as {@code NAME.npy} or as tensors of one {@code .safetensors} file; and {@code dump.json}, a few words about
 * the call. Leading axes of size 1 are dropped. Without positions, rows are tokens 0, 1, 2 and so on.
 */
public final class DumpFolder {
    private static final List<String> NAMES =
            List.of("cos", "sin", "inv_freq", "q_in", "q_out", "k_in", "k_out", "positions");

    private final Path folder;
    private final DumpCall call;
    private final Map<String, NumberArray> arrays;
    private final List<String> notes = new ArrayList<>();

    private DumpFolder(Path folder, DumpCall call, Map<String, NumberArray> arrays, List<String> notes) {
        this.folder = folder;
        this.call = call;
        this.arrays = arrays;
        this.notes.addAll(notes);
    }

    /**
     * Reads the folder whole.
     *
     * @throws InvalidInput if it holds nothing to look at, or a file that breaks a rule
     */
    public static DumpFolder read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidInput(folder.toString(), Problem.of("", "", "be a folder with a dump"));
        }
        Map<String, NumberArray> arrays = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        for (Path file : files(folder)) {
            String name = file.getFileName().toString();
            if (name.endsWith(".npy")) {
                String array = name.substring(0, name.length() - ".npy".length());
                if (NAMES.contains(array)) {
                    put(arrays, file, array, NpyFile.read(file));
                } else {
                    notes.add(unknown(name, array));
                }
            } else if (name.endsWith(".safetensors")) {
                SafetensorsFile tensors = SafetensorsFile.open(file);
                tensors.tensors().keySet().forEach(tensor -> {
                    if (NAMES.contains(tensor)) {
                        put(arrays, file, tensor, tensors.numbers(tensor));
                    } else {
                        notes.add(unknown(name + ": " + tensor, tensor));
                    }
                });
            }
        }
        DumpCall call = DumpCall.read(folder.resolve("dump.json"));
        notes.addAll(call.notes());
        DumpFolder dump = new DumpFolder(folder, call, arrays, notes);
        dump.checkParts();
        return dump;
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new InvalidInput(folder.toString(), Problem.of("", "", "be a readable folder: " + IoReason.of(e)));
        }
    }

    private static void put(Map<String, NumberArray> arrays, Path file, String name, NumberArray array) {
        if (arrays.putIfAbsent(name, array) != null) {
            throw new InvalidInput(file.toString(), Problem.of(name, "", "be given once: another file has it too"));
        }
    }

    private static String unknown(String where, String name) {
        String near = Nearest.suggestion(name, NAMES);
        return where + " is not read: known are " + String.join(", ", NAMES) + (near == null ? "" : "; " + near);
    }

    private void checkParts() {
        if (NAMES.stream().noneMatch(name -> arrays.containsKey(name) && !name.equals("positions"))) {
            throw new InvalidInput(
                    folder.toString(),
                    Problem.of(
                            "",
                            "",
                            "hold cos.npy and sin.npy, or inv_freq.npy, or q_in.npy and q_out.npy, or"
                                    + " k_in.npy and k_out.npy"
                                    + (notes.isEmpty() ? "" : "; " + String.join("; ", notes))));
        }
        both("cos", "sin");
        both("q_in", "q_out");
        both("k_in", "k_out");
    }

    private void both(String a, String b) {
        if (arrays.containsKey(a) != arrays.containsKey(b)) {
            String missing = arrays.containsKey(a) ? b : a;
            throw new InvalidInput(
                    folder.toString(),
                    Problem.of(missing, "missing", "be given beside " + (missing.equals(a) ? b : a)));
        }
        if (arrays.containsKey(a) && !arrays.get(a).shape().equals(arrays.get(b).shape())) {
            throw new InvalidInput(
                    folder.toString(),
                    Problem.of(
                            b,
                            arrays.get(b).shapeText(),
                            "have the shape of " + a + ", " + arrays.get(a).shapeText()));
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
                .map(name -> arrays.get(name).shape())
                .filter(shape -> !shape.isEmpty())
                .map(shape -> shape.get(shape.size() - 1))
                .findFirst();
    }

    /** The numbers. */
    public RotationDump rotation() {
        double[][] positions = positions();
        int rows = positions[0].length;
        Optional<DumpedTable> table = Optional.empty();
        if (arrays.containsKey("cos")) {
            List<Integer> shape = squeezed("cos", 2);
            rule("cos", shape.size() == 2 && shape.get(0) == rows, "be [T, pairs] or [T, rotary_dim] with T = " + rows);
            rule("cos", shape.get(1) >= 1, "have a column");
            table = Optional.of(new DumpedTable(rows, values("cos"), values("sin")));
        }
        Optional<double[]> frequencies = Optional.empty();
        if (arrays.containsKey("inv_freq")) {
            rule("inv_freq", squeezed("inv_freq", 1).size() == 1 && values("inv_freq").length > 0, "be [pairs]");
            frequencies = Optional.of(values("inv_freq"));
        }
        List<DumpedVectors> vectors = new ArrayList<>();
        vectors("q", "queries", rows).ifPresent(vectors::add);
        vectors("k", "keys", rows).ifPresent(vectors::add);
        return new RotationDump(positions, table, frequencies, vectors);
    }

    private double[][] positions() {
        if (!arrays.containsKey("positions")) {
            double[] counted = new double[rows()];
            Arrays.setAll(counted, t -> t);
            notes.add("there is no positions.npy: rows are taken for the tokens 0 to " + (counted.length - 1));
            return new double[][] {counted};
        }
        NumberArray array = arrays.get("positions");
        List<Integer> shape = squeezed("positions", 2);
        if (shape.size() == 2 && shape.get(0) == 1 && shape.get(1) > 1) {
            shape = List.of(shape.get(1));
        }
        rule("positions", shape.size() == 1 || shape.size() == 2, "be [T] or [T, axes]");
        int rows = shape.get(0);
        int axes = shape.size() == 1 ? 1 : shape.get(1);
        rule("positions", rows >= 1 && axes >= 1, "hold a position");
        rule("positions", axes <= 8, "be [T] or [T, axes], not [axes, T]");
        double[][] positions = new double[axes][rows];
        for (int t = 0; t < rows; t++) {
            for (int axis = 0; axis < axes; axis++) {
                double p = array.values()[t * axes + axis];
                rule("positions", Math.abs(p) <= Integer.MAX_VALUE, "hold finite positions below 2^31, not " + p);
                positions[axis][t] = p;
            }
        }
        return positions;
    }

    private int rows() {
        for (String name : List.of("cos", "q_in", "k_in")) {
            if (arrays.containsKey(name)) {
                List<Integer> shape = squeezed(name, name.equals("cos") ? 2 : 3);
                boolean headsFirst = !name.equals("cos")
                        && shape.size() == 3
                        && call.arrayAxes().equals("htd");
                return shape.get(headsFirst ? 1 : 0);
            }
        }
        return 1;
    }

    private Optional<DumpedVectors> vectors(String side, String name, int rows) {
        if (!arrays.containsKey(side + "_in")) {
            return Optional.empty();
        }
        List<Integer> shape = squeezed(side + "_in", 3);
        rule(side + "_in", shape.size() == 2 || shape.size() == 3, "be [T, head_dim] or [T, heads, head_dim]");
        boolean headsFirst = shape.size() == 3 && call.arrayAxes().equals("htd");
        int tokens = shape.get(headsFirst ? 1 : 0);
        int heads = shape.size() == 2 ? 1 : shape.get(headsFirst ? 0 : 1);
        rule(
                side + "_in",
                tokens == rows,
                "have " + rows + " tokens"
                        + (shape.size() == 3 && shape.get(1) == rows
                                ? ": it is [heads, T, head_dim]; transpose it, or say \"axes\": \"htd\" in dump.json"
                                : ""));
        rule(side + "_in", shape.get(shape.size() - 1) >= 2 && heads >= 1, "have a head of at least 2 components");
        double[] in = values(side + "_in");
        for (double x : in) {
            rule(side + "_in", Double.isFinite(x), "be finite before rotation, not " + x);
        }
        double[] out = values(side + "_out");
        return Optional.of(new DumpedVectors(
                name,
                tokens,
                heads,
                headsFirst ? tokensFirst(in, heads, tokens) : in,
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

    /** The shape without leading axes of size 1 beyond {@code most} axes. */
    private List<Integer> squeezed(String name, int most) {
        List<Integer> shape = arrays.get(name).shape();
        while (shape.size() > most && shape.get(0) == 1) {
            shape = shape.subList(1, shape.size());
        }
        return shape;
    }

    private double[] values(String name) {
        return arrays.get(name).values();
    }

    private void rule(String name, boolean holds, String rule) {
        if (!holds) {
            throw new InvalidInput(
                    folder.toString(), Problem.of(name, arrays.get(name).shapeText(), rule));
        }
    }
}
