package io.github.ropelab.experiments.result;

import java.util.List;

/** What the columns of {@code results.csv} mean: the page of columns is made from it. */
public final class Columns {
    /** What stands in a column. */
    public enum Type {
        /** A text. */
        TEXT,
        /** A whole number. */
        WHOLE,
        /** A number in double precision. */
        NUMBER
    }

    /**
     * A column.
     *
     * @param name in the header
     * @param type of its values
     * @param unit of its values; empty for none
     * @param meaning what they say
     */
    public record Column(String name, Type type, String unit, String meaning) {}

    private Columns() {}

    /** All columns in file order. */
    public static List<Column> all() {
        return List.of(
                new Column("study", Type.TEXT, "", "name of the study"),
                new Column("data", Type.TEXT, "", "name of the data set; empty for metrics of encodings"),
                new Column("layer", Type.WHOLE, "", "layer of the captured model; empty for drawn vectors"),
                new Column(
                        "head",
                        Type.WHOLE,
                        "",
                        "index of the query head inside of the capture; empty for drawn vectors"),
                new Column(
                        "seed",
                        Type.WHOLE,
                        "",
                        "index of the draw, or of the window of a model's text; empty for captures"),
                new Column("head_dim", Type.WHOLE, "components", "components of a query or key vector"),
                new Column("rotary_dim", Type.WHOLE, "components", "leading components that rotate"),
                new Column("pairing", Type.TEXT, "", "`half-split` or `interleaved`"),
                new Column("base", Type.NUMBER, "", "θ base"),
                new Column("trained_length", Type.WHOLE, "tokens", "tokens the model counts as trained at"),
                new Column("target_length", Type.WHOLE, "tokens", "tokens the strategy was made for"),
                new Column("current_length", Type.WHOLE, "tokens", "rows and keys of the cell, tokens"),
                new Column(
                        "strategy",
                        Type.TEXT,
                        "",
                        "label in the study; below double precision with the arithmetic, as in `yarn @bf16`"),
                new Column("strategy_id", Type.TEXT, "", "id in the catalogue"),
                new Column(
                        "strategy_version",
                        Type.WHOLE,
                        "",
                        "semantics version: the same parameters give other numbers under another version"),
                new Column(
                        "parameters",
                        Type.TEXT,
                        "",
                        "all parameters as `key=value; key=value`, defaults included; absent ones follow from the lengths"),
                new Column(
                        "reference",
                        Type.TEXT,
                        "",
                        "label of the encoding that is compared with, with the keys that are compared where these are not all, as in `none, window 4096` and `none, trained range`; empty for metrics of one encoding"),
                new Column(
                        "arithmetic",
                        Type.TEXT,
                        "",
                        "precision of the rotations: `f64`, `f32`, `f32-ggml`, `bf16`, `f16`, or the stages below f64 as `key=value`; the reference is always in double, and so are metrics of encodings but for those of their precision"),
                new Column("metric", Type.TEXT, "", "id in the catalogue of metrics"),
                new Column("metric_version", Type.WHOLE, "", "semantics version of the metric"),
                new Column("metric_parameters", Type.TEXT, "", "as `parameters`, of the metric"),
                new Column("statistic", Type.TEXT, "", "which of the metric's numbers"),
                new Column(
                        "axis",
                        Type.TEXT,
                        "",
                        "what the range is about: `all` (rows), `row`, `distance`, `pair`, `position`, `key` (of the query that the statistic names), `percent` (of the values that lie below), `depth` (of what is asked for, percent of the text before it)"),
                new Column("from", Type.WHOLE, "", "first index of the range"),
                new Column("to", Type.WHOLE, "", "index after the last"),
                new Column("unit", Type.TEXT, "", "of the value"),
                new Column("value", Type.NUMBER, "that of `unit`", "the number; empty where it is not defined"),
                new Column(
                        "standard_error",
                        Type.NUMBER,
                        "that of `unit`",
                        "of an estimate, for the variation of the rows inside of one head, see [metrics](metrics.md#standard-errors); empty where the value is exact, an extreme, or rests on too few rows"),
                new Column("n", Type.WHOLE, "observations", "observations that entered: cells, rows or pairs"),
                new Column("status", Type.TEXT, "", "`ok`, `undefined` or `failed`"),
                new Column("note", Type.TEXT, "", "why there is no value, or what was left out of it"),
                new Column("cell", Type.TEXT, "", "first twelve digits of the cell's address in `cells/`"));
    }
}
