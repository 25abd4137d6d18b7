package io.github.ropelab.core;

import java.util.List;

/** What every entry of a catalogue says of itself. */
public interface CatalogType {
    /** Unique name in files and on the command line. */
    String id();

    /** Semantics version: goes up when the same input gives other numbers. */
    int version();

    /** Name for people. */
    String title();

    /** Parameters that the entry reads. */
    List<ParameterDoc> parameters();
}
