package io.github.ropelab.core.analysis.diagnosis;

/** How readily an explanation is believed: fewer free numbers first. */
enum Rank {
    /** The declared rotation itself. */
    DECLARED,
    /** A part of the config that was ignored or taken from beside: nothing is fitted. */
    NAMED,
    /** A known wrong formula on the config's own numbers. */
    FORMULA,
    /** A small whole number was found: positions doubled, shifted, cut into groups. */
    WHOLE_NUMBER,
    /** One parameter is another number of the config, or a default. */
    KNOWN_PARAMETER,
    /** Another kind of scaling on the config's own numbers. */
    OTHER_KIND,
    /** One parameter was found, and it is a round number. */
    ROUND_PARAMETER,
    /** Two parameters differ, each a number of the config or a default. */
    TWO_PARAMETERS,
    /** One parameter was fitted. */
    FITTED,
    /** Two rotations, one after the other. */
    SPLIT,
    /** Each pair or row has a number of its own. */
    FREE
}
