package io.github.ropelab.experiments.study;

import io.github.ropelab.model.config.Dialect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every key of study files, in one place: the page of keys and the schema for editors are made from it. */
public final class StudyKeys {
    /** What stands under a key. */
    public enum Kind {
        /** A text. */
        TEXT("text"),
        /** A whole number. */
        WHOLE("whole number"),
        /** A whole number, or a list of them. */
        WHOLES("whole number or list"),
        /** A number. */
        NUMBER("number"),
        /** A number, or a list of them. */
        NUMBERS("number or list"),
        /** A value, or a list of values. */
        VALUES("value or list"),
        /** A list of numbers. */
        LIST("list of numbers"),
        /** A word of a fixed set, or a list of such words. */
        CHOICES("word or list"),
        /** A word of a fixed set. */
        CHOICE("word"),
        /** An object with keys of its own. */
        OBJECT("object"),
        /** An object, or a list of objects. */
        OBJECTS("object or list"),
        /** A strategy: a text or an object. */
        STRATEGY("strategy"),
        /** Strategies. */
        STRATEGIES("strategy or list"),
        /** Metrics: texts or objects. */
        METRICS("metric or list");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    /**
     * A key.
     *
     * @param section the object that it stands in
     * @param name of the key
     * @param kind what stands under it
     * @param least smallest whole number; 0 for other kinds
     * @param otherwise what holds where it is absent; empty if it must be given
     * @param meaning what it says, with unit
     */
    public record Key(String section, String name, Kind kind, int least, String otherwise, String meaning) {
        /** Whether every file must give it, wherever its object stands. */
        public boolean required() {
            return otherwise.isEmpty();
        }
    }

    /** Sections by name, with what they are: the file itself, and the objects inside. */
    public static final Map<String, String> SECTIONS = Map.ofEntries(
            Map.entry("study", "The file itself."),
            Map.entry("lengths", "Under `lengths`."),
            Map.entry("geometry", "An item of `geometry`: one head, or the product of lists."),
            Map.entry("geometry model", "An item of `geometry`: the heads of a model; one of `preset` and `config`."),
            Map.entry("data capture", "An item of `data`: a capture of the catalogue."),
            Map.entry("data file", "An item of `data`: a safetensors file of one's own, or the index of several."),
            Map.entry(
                    "tensors",
                    "Under `tensors` of a file: names, in which `{layer}` stands for the number of the layer."),
            Map.entry("data arrays", "An item of `data`: .npy files, one per tensor, or per tensor and layer."),
            Map.entry("data drawn", "An item of `data`: drawn vectors."),
            Map.entry("data drawn model", "An item of `data`: drawn vectors for the heads of a model."),
            Map.entry("data model", "An item of `data`: a model that is run on a text."),
            Map.entry(
                    "model lengths",
                    "Under `lengths` of a model, in place of the study's: it may have been trained for others."),
            Map.entry("profile", "Under `profile` of drawn vectors: a real head."),
            Map.entry("needle", "Under `needle` of drawn vectors."),
            Map.entry("seeds", "Under `seeds`, of the file or of one set of drawn vectors."),
            Map.entry("strategy", "A strategy as an object, beside its parameters ([strategies](strategies.md))."),
            Map.entry("reference", "The reference as an object: what a strategy has, and"),
            Map.entry("visibility window", "Under `visibility`: the last keys, or the first and the last ones."),
            Map.entry("visibility chunk", "Under `visibility`: the keys of the row's own chunk."),
            Map.entry("metric", "A metric as an object, beside its parameters ([metrics](metrics.md))."),
            Map.entry("exclude", "An item of `exclude`; at least one factor beside `because`."));

    private StudyKeys() {}

    /** All keys, section by section. */
    public static List<Key> all() {
        return Stream.of(file(), heads(), given(), drawn(), models(), strategies(), choices())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Key> file() {
        return List.of(
                whole("study", "schema", 1, "", "1: the form of this file"),
                key("study", "study", Kind.TEXT, "", "name of the study"),
                key("study", "question", Kind.TEXT, "none", "what it answers, in one sentence"),
                key("study", "lengths", Kind.OBJECT, "", "lengths in tokens"),
                whole("study", "first_row", 0, "8", "row metrics leave out earlier rows"),
                key(
                        "study",
                        "arithmetic",
                        Kind.CHOICES,
                        "f64",
                        "precisions of the rotations to sweep: f64, f32, f32-ggml, bf16, f16, or a mixture"),
                key("study", "scores", Kind.CHOICE, "double", "precision of the scores: double or float"),
                whole("study", "rows", 2, "all", "with scores: float, size of a sample of query rows"),
                key("study", "geometry", Kind.OBJECTS, "none", "heads without vectors, for metrics of encodings"),
                key("study", "metrics", Kind.METRICS, "", "what to measure; one may stand twice with other parameters"),
                key(
                        "study",
                        "data",
                        Kind.OBJECTS,
                        "none",
                        "vectors; needed by row metrics and where there is no geometry"),
                key(
                        "study",
                        "seeds",
                        Kind.OBJECT,
                        "none",
                        "draws; needed where drawn vectors have none of their own, refused where nothing is drawn"),
                key("study", "strategies", Kind.STRATEGIES, "", "what to compare: id, id:key=value, or an object"),
                key("study", "reference", Kind.STRATEGY, "none", "encoding that drift is measured from"),
                key(
                        "study",
                        "compare",
                        Kind.CHOICE,
                        "same-distance",
                        "distances that enter, on both sides: same-distance (every one), or trained-range (below the trained"
                                + " length)"),
                key(
                        "study",
                        "baseline",
                        Kind.TEXT,
                        "the first strategy that is not the reference",
                        "label of the strategy that the paired statistics compare the others with"),
                key(
                        "study",
                        "pairs",
                        Kind.CHOICE,
                        "reference",
                        "what metrics of two encodings compare: reference, all or names"),
                key("study", "exclude", Kind.OBJECTS, "none", "cells to leave out"),
                whole(
                        "lengths",
                        "target",
                        1,
                        "each current length",
                        "length that strategies are made for, and that engines serve, tokens"),
                wholes("lengths", "current", 1, "", "lengths to sweep, tokens"),
                whole("lengths", "trained", 1, "what the models named agree on", "trained length, tokens"));
    }

    private static List<Key> heads() {
        return List.of(
                wholes("geometry", "head_dim", 2, "", "components of a query or key vector"),
                key("geometry", "pairing", Kind.CHOICE, "", "which components rotate together"),
                key("geometry", "base", Kind.NUMBERS, "", "θ base"),
                whole("geometry", "rotary_dim", 2, "head_dim", "leading components that rotate"),
                key("geometry model", "preset", Kind.CHOICE, "config is given", "a bundled model"),
                key("geometry model", "config", Kind.TEXT, "preset is given", "a `config.json`, relative to this file"),
                key("geometry model", "layer_type", Kind.TEXT, "the global layers", "which of the model's layers"));
    }

    private static List<Key> given() {
        List<Key> keys = new ArrayList<>();
        keys.add(key("data capture", "capture", Kind.CHOICE, "", "name in the catalogue of captures"));
        selection(keys, "data capture");
        keys.add(key(
                "data file",
                "file",
                Kind.TEXT,
                "",
                "a safetensors file, or an index (.json) of several, relative to this file"));
        keys.add(key(
                "data file",
                "tensors",
                Kind.OBJECT,
                "layers.{layer}.q, .k and, where they are there, .v",
                "names of the tensors"));
        captured(keys, "data file", "the file's name");
        keys.add(key("tensors", "q", Kind.TEXT, "", "queries"));
        keys.add(key("tensors", "k", Kind.TEXT, "", "keys"));
        keys.add(key("tensors", "v", Kind.TEXT, "no values", "values"));
        keys.add(key("data arrays", "q", Kind.TEXT, "", "file of the queries, relative to this file"));
        keys.add(key("data arrays", "k", Kind.TEXT, "", "file of the keys"));
        keys.add(key("data arrays", "v", Kind.TEXT, "no values", "file of the values"));
        captured(keys, "data arrays", "what q says");
        return keys;
    }

    private static void captured(List<Key> keys, String section, String name) {
        keys.add(key(
                section,
                "axes",
                Kind.CHOICE,
                "htd",
                "htd [heads, tokens, width] or thd [tokens, heads, width], of tensors of several heads"));
        selection(keys, section);
        keys.add(key(section, "pairing", Kind.CHOICE, "", "which components rotate together"));
        keys.add(whole(section, "rotary_dim", 2, "the tensors' width", "leading components that rotate"));
        keys.add(key(section, "base", Kind.NUMBER, "", "θ base"));
        keys.add(key(section, "name", Kind.TEXT, name, "name in results"));
    }

    private static void selection(List<Key> keys, String section) {
        keys.add(wholes(section, "layers", 0, "all", "layers to take"));
        keys.add(wholes(section, "heads", 0, "all", "query heads to take"));
    }

    private static List<Key> drawn() {
        List<Key> keys = new ArrayList<>();
        keys.add(key("data drawn", "gaussian", Kind.TEXT, "", "name in results"));
        keys.add(whole("data drawn", "head_dim", 2, "", "components of a query or key vector"));
        keys.add(key("data drawn", "pairing", Kind.CHOICE, "", "which components rotate together"));
        keys.add(key("data drawn", "base", Kind.NUMBER, "", "θ base"));
        keys.add(whole("data drawn", "rotary_dim", 2, "head_dim", "leading components that rotate"));
        law(keys, "data drawn");
        keys.add(key("data drawn model", "gaussian", Kind.TEXT, "", "name in results"));
        keys.add(key("data drawn model", "preset", Kind.CHOICE, "config is given", "a bundled model"));
        keys.add(key(
                "data drawn model", "config", Kind.TEXT, "preset is given", "a `config.json`, relative to this file"));
        keys.add(key("data drawn model", "layer_type", Kind.TEXT, "the global layers", "which of the model's layers"));
        law(keys, "data drawn model");
        keys.add(key("profile", "capture", Kind.CHOICE, "", "name in the catalogue of captures"));
        keys.add(whole("profile", "layer", 0, "", "its layer"));
        keys.add(whole("profile", "head", 0, "", "its query head"));
        keys.add(key(
                "needle",
                "position",
                Kind.NUMBER,
                "",
                "of the key: below 1 a share of the current length, else tokens"));
        keys.add(key("needle", "strength", Kind.NUMBER, "", "length of what is added to the key, in √head_dim"));
        keys.add(whole("needle", "queries", 1, "1", "how many of the last queries look for it"));
        keys.add(whole("seeds", "count", 1, "1", "draws per set of drawn vectors"));
        keys.add(whole("seeds", "root", 0, "0", "root of the random streams"));
        return keys;
    }

    private static void law(List<Key> keys, String section) {
        keys.add(key(
                section,
                "energy",
                Kind.LIST,
                "flat",
                "share of the energy per band of pairs, fast to slow; adds up to 1"));
        keys.add(key(
                section,
                "mean_share",
                Kind.LIST,
                "0, or the size of correlation",
                "share of each band's energy in the mean, 0 to 1"));
        keys.add(key(
                section,
                "profile",
                Kind.OBJECT,
                "energy and mean_share",
                "a real head that both are taken from, pair by pair; neither may stand beside it"));
        keys.add(key(
                section,
                "correlation",
                Kind.NUMBER,
                "0",
                "of each component of every query with that of every key, -1 to 1"));
        keys.add(key(section, "needle", Kind.OBJECT, "none", "a key that the last queries look for"));
        keys.add(key(section, "sink", Kind.NUMBER, "1", "length of the key at position 0 against the others, above 0"));
        keys.add(key(section, "seeds", Kind.OBJECT, "those of the study", "draws of this set"));
    }

    private static List<Key> models() {
        List<Key> keys = new ArrayList<>();
        keys.add(
                key(
                        "data model",
                        "model",
                        Kind.TEXT,
                        "",
                        "a folder of `data/models`, a name that `--model NAME=PATH` explains, or a path, relative to this file"));
        keys.add(key(
                "data model",
                "text",
                Kind.TEXT,
                "",
                "a text of `data/text` without .txt, or a path, relative to this file"));
        keys.add(whole("data model", "windows", 1, "1", "windows of the text, each a draw in results"));
        selection(keys, "data model");
        keys.add(key(
                "data model",
                "under",
                Kind.STRATEGY,
                "none",
                "the strategy of the pass that queries, keys and values are taken from, for metrics of rows"));
        keys.add(key(
                "data model",
                "optional",
                Kind.CHOICE,
                "false",
                "true: where the model is not there it is left out, with a note"));
        keys.add(key("data model", "name", Kind.TEXT, "the model's name", "name in results"));
        keys.add(key("data model", "lengths", Kind.OBJECT, "the study's", "lengths of its own"));
        keys.add(whole(
                "data model",
                "first_row",
                0,
                "the study's",
                "beside its own lengths: row metrics leave out earlier rows"));
        keys.add(whole("model lengths", "trained", 1, "the model's", "trained length, tokens"));
        keys.add(whole(
                "model lengths", "target", 1, "each current length", "length that strategies are made for, tokens"));
        keys.add(wholes("model lengths", "current", 1, "", "lengths to sweep, tokens"));
        return keys;
    }

    private static List<Key> strategies() {
        return List.of(
                key("strategy", "id", Kind.CHOICE, "", "the strategy, as the catalogue or an engine spells it"),
                key("strategy", "label", Kind.TEXT, "the id", "name in results and figures, unique in the study"),
                key(
                        "strategy",
                        "name",
                        Kind.TEXT,
                        "the id",
                        "what its users call it; several versions of one name may stand in a study"),
                key(
                        "strategy",
                        "config",
                        Kind.TEXT,
                        "none",
                        "what stands beside the name in the users' config; versions are compared where both are equal"),
                key(
                        "strategy",
                        "dialect",
                        Kind.CHOICE,
                        "transformers",
                        "the engine whose reading it is: "
                                + Arrays.stream(Dialect.values())
                                        .map(Dialect::id)
                                        .collect(Collectors.joining(", "))),
                key("strategy", "sweep", Kind.OBJECT, "none", "parameters with lists of values: all combinations"),
                key("reference", "visibility", Kind.OBJECT, "every earlier key", "which keys its rows see"),
                whole("visibility window", "window", 1, "", "the last keys, the row's own included, tokens"),
                whole("visibility window", "sinks", 0, "none", "the first keys, tokens"),
                whole("visibility chunk", "chunk", 1, "", "size of a chunk, tokens"));
    }

    private static List<Key> choices() {
        return List.of(
                key("metric", "id", Kind.CHOICE, "", "the metric"),
                key("exclude", "strategy", Kind.VALUES, "every one", "labels, or families of sweeps"),
                key("exclude", "data", Kind.VALUES, "every one", "names of data sets"),
                key("exclude", "layer", Kind.VALUES, "every one", "layers"),
                key("exclude", "head", Kind.VALUES, "every one", "heads"),
                key("exclude", "seed", Kind.VALUES, "every one", "indices of draws"),
                key("exclude", "current", Kind.VALUES, "every one", "current lengths, tokens"),
                key("exclude", "arithmetic", Kind.VALUES, "every one", "precisions of the rotations"),
                key("exclude", "head_dim", Kind.VALUES, "every one", "components of a head"),
                key("exclude", "base", Kind.VALUES, "every one", "θ bases"),
                key("exclude", "because", Kind.TEXT, "", "the reason"));
    }

    /** The keys by section, in order. */
    public static Map<String, List<Key>> bySection() {
        Map<String, List<Key>> sections = new LinkedHashMap<>();
        all().forEach(key -> sections.computeIfAbsent(key.section(), name -> new ArrayList<>())
                .add(key));
        return sections;
    }

    private static Key key(String section, String name, Kind kind, String otherwise, String meaning) {
        return new Key(section, name, kind, 0, otherwise, meaning);
    }

    private static Key whole(String section, String name, int least, String otherwise, String meaning) {
        return new Key(section, name, Kind.WHOLE, least, otherwise, meaning);
    }

    private static Key wholes(String section, String name, int least, String otherwise, String meaning) {
        return new Key(section, name, Kind.WHOLES, least, otherwise, meaning);
    }
}
