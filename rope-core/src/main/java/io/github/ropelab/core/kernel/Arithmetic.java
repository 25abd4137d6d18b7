package io.github.ropelab.core.kernel;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The precision of each stage of a rotation: a factor of an experiment, not an accident. With p the position and a the
 * amplitude,
 *
 * <pre>
 * angle = angles(positions(p) · frequencies(ω))        (or the running product, see {@link AngleProduct})
 * cos   = table(a · cos(angle)),  sin alike            cos and sin in float32, in double where the table is f64
 * x'    = rotation(rotation(x·cos) - rotation(y·sin))  x, y and the table first rounded to this format
 * </pre>
 *
 * where {@code angles(..)} and the others round as {@link NumberFormat#result} does.
 *
 * <p>Named settings: {@code f64}; {@code f32}, float32 throughout; {@code f32-ggml}, the same with ggml's running
 * product; {@code bf16} and {@code f16}, what engines do today in half precision: angles, cos and sin in float32, the
 * table and the rotation in the half format.
 *
 * @param positions format that positions are kept in
 * @param frequencies format that ω is kept in
 * @param angles format of the angle
 * @param table format of the entries cos and sin
 * @param rotation format of vectors, products and sums
 * @param product one product per angle, or ggml's running product
 */
public record Arithmetic(
        NumberFormat positions,
        NumberFormat frequencies,
        NumberFormat angles,
        NumberFormat table,
        NumberFormat rotation,
        AngleProduct product) {
    /** Everything in double. */
    public static final Arithmetic F64 = all(NumberFormat.FLOAT64);

    /** Everything in float32. At position 10⁵ the angle is off by up to 4·10⁻³. */
    public static final Arithmetic F32 = all(NumberFormat.FLOAT32);

    /** {@link #F32} with ggml's running product. */
    public static final Arithmetic F32_GGML = new Arithmetic(
            NumberFormat.FLOAT32,
            NumberFormat.FLOAT32,
            NumberFormat.FLOAT32,
            NumberFormat.FLOAT32,
            NumberFormat.FLOAT32,
            AngleProduct.REPEATED);

    /** Angles in float32, table and rotation in bfloat16. */
    public static final Arithmetic BF16 = half(NumberFormat.BFLOAT16);

    /** Angles in float32, table and rotation in float16. */
    public static final Arithmetic F16 = half(NumberFormat.FLOAT16);

    private static final List<String> KEYS =
            List.of("positions", "frequencies", "angles", "table", "rotation", "product");

    private static Arithmetic all(NumberFormat format) {
        return new Arithmetic(format, format, format, format, format, AngleProduct.SINGLE);
    }

    private static Arithmetic half(NumberFormat format) {
        return new Arithmetic(
                NumberFormat.FLOAT32, NumberFormat.FLOAT32, NumberFormat.FLOAT32, format, format, AngleProduct.SINGLE);
    }

    /** The named settings by id. */
    public static Map<String, Arithmetic> named() {
        Map<String, Arithmetic> named = new LinkedHashMap<>();
        named.put("f64", F64);
        named.put("f32", F32);
        named.put("f32-ggml", F32_GGML);
        named.put("bf16", BF16);
        named.put("f16", F16);
        return named;
    }

    /** What engines compute for vectors of a format: the named setting with that rotation. */
    public static Arithmetic of(NumberFormat rotation) {
        return named().get(rotation.id());
    }

    /**
     * Reads the id of a named setting, {@code key=value} pairs, or a setting changed by pairs, with commas between:
     * {@code f32,product=repeated}. Stages that nothing names are f64.
     *
     * @throws InvalidParameter for an unknown id, key or value, or a key named twice
     */
    public static Arithmetic of(String text) {
        Map<String, String> stages = new LinkedHashMap<>();
        Arithmetic from = F64;
        String[] parts = text.split(",", -1);
        for (int i = 0; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals < 0) {
                from = i == 0 ? namedBy(parts[i]) : notFirst(text);
            } else {
                String key = parts[i].substring(0, equals);
                InvalidParameter.require(
                        KEYS.contains(key), "arithmetic", key, "name a stage", Nearest.suggestion(key, KEYS));
                InvalidParameter.require(
                        stages.put(key, parts[i].substring(equals + 1)) == null,
                        "arithmetic",
                        text,
                        "not name " + key + " twice");
            }
        }
        return new Arithmetic(
                format(stages, "positions", from.positions),
                format(stages, "frequencies", from.frequencies),
                format(stages, "angles", from.angles),
                format(stages, "table", from.table),
                format(stages, "rotation", from.rotation),
                stages.containsKey("product")
                        ? AngleProduct.of("arithmetic product", stages.get("product"))
                        : from.product);
    }

    private static Arithmetic namedBy(String id) {
        Arithmetic arithmetic = named().get(id);
        InvalidParameter.require(
                arithmetic != null,
                "arithmetic",
                id,
                "be a named setting or stage=format,...",
                Nearest.suggestion(id, named().keySet()));
        return arithmetic;
    }

    private static Arithmetic notFirst(String text) {
        throw new InvalidParameter("arithmetic", text, "be a named setting first, then stage=format with commas");
    }

    private static NumberFormat format(Map<String, String> stages, String key, NumberFormat otherwise) {
        return stages.containsKey(key) ? NumberFormat.of("arithmetic " + key, stages.get(key)) : otherwise;
    }

    /** The same up to the angles, and tables and rotation in double, so that only the angles' rounding is seen. */
    public Arithmetic anglesOnly() {
        return new Arithmetic(positions, frequencies, angles, NumberFormat.FLOAT64, NumberFormat.FLOAT64, product);
    }

    /** The id of a named setting, or else the stages below f64 as {@code key=value}; {@link #of(String)} reads it back. */
    public String id() {
        for (Map.Entry<String, Arithmetic> entry : named().entrySet()) {
            if (entry.getValue().equals(this)) {
                return entry.getKey();
            }
        }
        List<String> stages = new ArrayList<>();
        List<NumberFormat> formats = List.of(positions, frequencies, angles, table, rotation);
        for (int i = 0; i < formats.size(); i++) {
            if (formats.get(i) != NumberFormat.FLOAT64) {
                stages.add(KEYS.get(i) + "=" + formats.get(i).id());
            }
        }
        if (product != AngleProduct.SINGLE) {
            stages.add("product=" + product.id());
        }
        return String.join(",", stages);
    }
}
