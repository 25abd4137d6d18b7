package io.github.ropelab.experiments.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
            Map.entry("data file", "An item of `data`: a safetensors file of one's own."),
            Map.entry("data drawn", "An item of `data`: drawn vectors."),
            Map.entry("data drawn model", "An item of `data`: drawn vectors for the heads of a model."),
            Map.entry("seeds", "Under `seeds`."),
            Map.entry("strategy", "A strategy as an object, beside its parameters ([strategies](strategies.md))."),
            Map.entry("metric", "A metric as an object, beside its parameters ([metrics](metrics.md))."),
            Map.entry("exclude", "An item of `exclude`; at least one factor beside `because`."));

    private StudyKeys() {}

    /** All keys, section by section. */
    public static List<Key> all() {
        return List.of(
                whole("study", "schema", 1, "", "1: the form of this file"),
                key("study", "study", Kind.TEXT, "", "name of the study"),
                key("study", "question", Kind.TEXT, "none", "what it answers, in one sentence"),
                key("study", "lengths", Kind.OBJECT, "", "lengths in tokens"),
                whole("study", "first_row", 0, "8", "row metrics leave out earlier rows"),
                key("study", "arithmetic", Kind.CHOICES, "f64", "precisions of the rotations to sweep"),
                key("study", "geometry", Kind.OBJECTS, "none", "heads without vectors, for metrics of encodings"),
                key("study", "metrics", Kind.METRICS, "", "what to measure"),
                key(
                        "study",
                        "data",
                        Kind.OBJECTS,
                        "none",
                        "vectors; needed by row metrics and where there is no geometry"),
                key("study", "seeds", Kind.OBJECT, "none", "draws; needed where vectors are drawn, refused elsewhere"),
                key("study", "strategies", Kind.STRATEGIES, "", "what to compare"),
                key("study", "reference", Kind.STRATEGY, "none", "encoding that drift is measured from"),
                key("study", "pairs", Kind.CHOICE, "reference", "what metrics of two encodings compare"),
                key("study", "exclude", Kind.OBJECTS, "none", "cells to leave out"),
                whole("lengths", "target", 1, "each current length", "length that strategies are made for, tokens"),
                wholes("lengths", "current", 1, "", "lengths to sweep, tokens"),
                whole("lengths", "trained", 1, "that of the models named", "trained length, tokens"),
                wholes("geometry", "head_dim", 2, "", "components of a query or key vector"),
                key("geometry", "pairing", Kind.CHOICE, "", "which components rotate together"),
                key("geometry", "base", Kind.NUMBERS, "", "θ base"),
                whole("geometry", "rotary_dim", 2, "head_dim", "leading components that rotate"),
                key("geometry model", "preset", Kind.CHOICE, "config is given", "a bundled model"),
                key("geometry model", "config", Kind.TEXT, "preset is given", "a `config.json`, relative to this file"),
                key("geometry model", "layer_type", Kind.TEXT, "the global layers", "which of the model's layers"),
                key("data capture", "capture", Kind.CHOICE, "", "name in the catalogue of captures"),
                wholes("data capture", "layers", 0, "all", "layers to take"),
                key("data file", "file", Kind.TEXT, "", "a safetensors file, relative to this file"),
                wholes("data file", "layers", 0, "all", "layers to take"),
                key("data file", "pairing", Kind.CHOICE, "", "which components rotate together"),
                key("data file", "base", Kind.NUMBER, "", "θ base"),
                key("data file", "name", Kind.TEXT, "the file's name", "name in results"),
                key("data drawn", "gaussian", Kind.TEXT, "", "name in results"),
                whole("data drawn", "head_dim", 2, "", "components of a query or key vector"),
                key("data drawn", "pairing", Kind.CHOICE, "", "which components rotate together"),
                key("data drawn", "base", Kind.NUMBER, "", "θ base"),
                whole("data drawn", "rotary_dim", 2, "head_dim", "leading components that rotate"),
                key(
                        "data drawn",
                        "energy",
                        Kind.LIST,
                        "flat",
                        "share of the energy per band of pairs, fast to slow; adds up to 1"),
                key("data drawn", "mean_share", Kind.LIST, "0", "share of each band's energy in the mean, 0 to 1"),
                key("data drawn model", "gaussian", Kind.TEXT, "", "name in results"),
                key("data drawn model", "preset", Kind.CHOICE, "config is given", "a bundled model"),
                key(
                        "data drawn model",
                        "config",
                        Kind.TEXT,
                        "preset is given",
                        "a `config.json`, relative to this file"),
                key("data drawn model", "layer_type", Kind.TEXT, "the global layers", "which of the model's layers"),
                key(
                        "data drawn model",
                        "energy",
                        Kind.LIST,
                        "flat",
                        "share of the energy per band of pairs, fast to slow; adds up to 1"),
                key(
                        "data drawn model",
                        "mean_share",
                        Kind.LIST,
                        "0",
                        "share of each band's energy in the mean, 0 to 1"),
                whole("seeds", "count", 1, "1", "draws per set of drawn vectors"),
                whole("seeds", "root", 0, "0", "root of the random streams"),
                key("strategy", "id", Kind.CHOICE, "", "the strategy, as the catalogue or an engine spells it"),
                key("strategy", "label", Kind.TEXT, "the id", "name in results and figures, unique in the study"),
                key("strategy", "name", Kind.TEXT, "the id", "what its users call it"),
                key("strategy", "config", Kind.TEXT, "none", "what stands beside the name in the users' config"),
                key("strategy", "dialect", Kind.CHOICE, "transformers", "the engine whose reading it is"),
                key("strategy", "sweep", Kind.OBJECT, "none", "parameters with lists of values: all combinations"),
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
