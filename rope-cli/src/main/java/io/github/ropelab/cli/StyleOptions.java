package io.github.ropelab.cli;

import io.github.ropelab.report.render.Style;
import picocli.CommandLine.Option;

/** How large figures are. */
final class StyleOptions {
    @Option(
            names = "--style",
            paramLabel = "VENUE",
            description = "sizes of neurips (if left out), icml or acl; figures are drawn at their real size")
    private String venue = Style.NEURIPS.venue();

    @Option(
            names = "--size",
            paramLabel = "WIDTH",
            description = "single (a column), full (the text width; if left out), or a width as 4.5in")
    private String size = "full";

    /** The size that was asked for. */
    Style style() {
        return Style.venue(venue).sized(size);
    }
}
