package io.github.ropelab.core.analysis.diagnosis;

import java.util.Locale;

/** Kinds of defects of rotary embeddings, as public bug reports group them. */
public enum DefectCategory {
    /** The dump is the declared rotation. */
    NONE("the declared rotation"),
    /** The declared rotation but for the rounding of the stored numbers. */
    PRECISION_BENIGN("the declared rotation, rounded"),
    /** Phases are right, the factor on cos and sin is not. */
    ATTENTION_FACTOR("another factor on cos and sin"),
    /** Pairs read another position axis, or the position of another array axis. */
    AXIS("positions of another axis"),
    /** Another θ base. */
    BASE_WRONG("another base"),
    /** A table or a cache is too short, stale, or used twice. */
    CACHE_TABLE("a stale, short or doubly used table or cache"),
    /** Dynamic NTK with another length rule. */
    DYNAMIC_NTK("another rule of the dynamic base"),
    /** The parameters of another layer type. */
    LAYER_TYPE_MIXUP("parameters of another layer type"),
    /** Other components form a pair. */
    LAYOUT("another pairing of components"),
    /** LongRoPE's other list of factors. */
    LONGROPE_SELECTION("the other list of factors"),
    /** The declared kind of scaling with another parameter. */
    PARAMS_WRONG("another parameter of the declared scaling"),
    /** Another rotary width, or frequencies or partners of another width. */
    PARTIAL_ROTARY("another rotary width"),
    /** The right frequencies at wrong positions. */
    POSITIONS("wrong positions"),
    /** Positions, frequencies or angles in too low a precision. */
    PRECISION_POSITIONS("positions, frequencies or angles in low precision"),
    /** A scaling is declared and plain frequencies are applied. */
    SCALING_DROPPED("the declared scaling is not applied"),
    /** A wrong sign or exponent. */
    SIGN_FORMULA("a wrong sign or exponent"),
    /** Another kind of scaling. */
    VARIANT_SUBSTITUTED("another kind of scaling"),
    /** Different, and no family explains how. */
    UNKNOWN("not explained by any known family");

    private final String title;

    DefectCategory(String title) {
        this.title = title;
    }

    /** The name in JSON: lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The category in words. */
    public String title() {
        return title;
    }
}
