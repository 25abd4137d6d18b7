package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.report.figure.Figure;
import io.github.ropelab.report.figure.Figures;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** docs/gallery.md is made by {@code ./rope gallery}, which runs all bundled studies; what can be held against it quickly is. */
class GalleryPageTest {
    private static final long MOST_BYTES = 250_000;

    private static List<String> matches(String text, String pattern) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    @Test
    void theGalleryShowsTheCatalogueOfFigures() throws IOException {
        Path docs = ProjectRoot.find().resolve("docs");
        String page = Files.readString(docs.resolve("gallery.md"));
        List<String> ids = Figures.builtIn().stream().map(Figure::id).toList();
        assertThat(matches(page, "^## (\\S+)$"))
                .as("run ./rope gallery after a change of figures")
                .isEqualTo(ids);
        List<String> shown = matches(page, "^!\\[.*]\\((.+)\\)$");
        assertThat(shown).isSubsetOf(ids.stream().map(GalleryPage::image).toList());
        assertThat(shown.size() + matches(page, "^(No bundled study)").size()).isEqualTo(ids.size());
        try (Stream<Path> images = Files.list(docs.resolve("images"))) {
            assertThat(images.map(image -> "images/" + image.getFileName()))
                    .as("no picture is missing and none is left over")
                    .containsExactlyInAnyOrderElementsOf(shown);
        }
        for (String image : shown) {
            assertThat(Files.size(docs.resolve(image))).as(image).isLessThan(MOST_BYTES);
        }
        assertThat(SmallStudies.names()).containsAll(matches(page, "^\\./rope run data/studies/(\\S+) "));
    }

    @Test
    void aPictureForPagesHasTheMeansOfFourPixels() throws IOException {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, new Color(200, 0, 4).getRGB());
        image.setRGB(1, 1, new Color(200, 8, 0).getRGB());
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        BufferedImage small = ImageIO.read(new ByteArrayInputStream(SmallPng.half(png.toByteArray())));
        assertThat(small.getWidth()).isEqualTo(1);
        assertThat(small.getHeight()).isEqualTo(1);
        assertThat(new Color(small.getRGB(0, 0))).isEqualTo(new Color(100, 2, 1));
    }
}
