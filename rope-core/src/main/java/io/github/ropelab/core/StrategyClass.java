package io.github.ropelab.core;

/** What a strategy changes. A strategy can be in more than one class. */
public enum StrategyClass {
    /** θ to θ', pair by pair: relative and norm preserving. */
    FREQUENCY_MAP("a", "frequency map"),
    /** m to p(m), token by token: relative where p is affine. */
    POSITION_MAP("b", "position map"),
    /** Depends on the distance or the chunk: two rotations or a relative matrix. */
    WINDOW("c", "window scheme"),
    /** Temperature on the logits. */
    TEMPERATURE("d", "temperature"),
    /** Norms of rotated vectors change, by design. */
    NOT_NORM_PRESERVING("e", "not norm preserving");

    private final String letter;
    private final String title;

    StrategyClass(String letter, String title) {
        this.letter = letter;
        this.title = title;
    }

    /** The letter of the field's classification. */
    public String letter() {
        return letter;
    }

    /** The class in words. */
    public String title() {
        return title;
    }
}
