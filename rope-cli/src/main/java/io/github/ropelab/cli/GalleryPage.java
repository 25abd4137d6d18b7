package io.github.ropelab.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ropelab.report.figure.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The page of figures: picture, caption, the commands that make it. */
final class GalleryPage {
    private final StringBuilder text =
            new StringBuilder("# Gallery\n\nMade by `./rope gallery` from the bundled studies; do not "
                    + "edit. Every figure comes as SVG, PDF, PNG, its numbers as CSV and their origin as JSON; `rope report` draws "
                    + "it at the size of a column ([drawing again](running.md#drawing-again)).\n");

    /** Path of a figure's picture inside of docs. */
    static String image(String id) {
        return "images/" + id + ".png";
    }

    /** A figure that studies draw. */
    void add(Figure figure, String study, List<String> drawnBy, Path json) throws IOException {
        String caption = new JsonMapper().readTree(json.toFile()).get("caption").asText();
        head(figure);
        text.append("![")
                .append(figure.title())
                .append("](")
                .append(image(figure.id()))
                .append(")\n\n")
                .append(caption)
                .append("\n\n```sh\n./rope run data/studies/")
                .append(study)
                .append(" -o out/")
                .append(study)
                .append("\n./rope report out/")
                .append(study)
                .append(" --figures ")
                .append(figure.id())
                .append("\n```\n\nDrawn by: ")
                .append(drawnBy.stream()
                        .map(name -> "[" + name + "](../data/studies/" + name + "/study.yaml)")
                        .collect(Collectors.joining(", ")))
                .append(".\n");
    }

    /** A figure that no bundled study has the results for. */
    void missing(Figure figure) {
        head(figure);
        text.append("No bundled study records what it needs.\n");
    }

    private void head(Figure figure) {
        text.append("\n## ")
                .append(figure.id())
                .append("\n\n**")
                .append(figure.title())
                .append("**\n\n");
    }

    /** Markdown. */
    String text() {
        return text.toString();
    }
}
