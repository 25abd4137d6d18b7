package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every public type says what it is; every package has a page. */
class JavadocTest {
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("^ *public [a-z\\- ]*\\b(class|interface|record|enum) ([A-Z]\\w*)", Pattern.MULTILINE);
    private static final Pattern DOCUMENTED = Pattern.compile("\\*/\\s*(@[\\w.]+(\\([^)]*\\))?\\s*)*\\z");

    private static List<Path> sources() throws IOException {
        Path root = ProjectRoot.find();
        List<Path> sources = new ArrayList<>();
        for (String module : List.of(
                "rope-core",
                "rope-explorer",
                "rope-vector",
                "rope-experiments",
                "rope-report",
                "rope-cli",
                "rope-bench")) {
            try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src/main/java"))) {
                files.filter(f -> f.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    @Test
    void publicTypesHaveJavadoc() throws IOException {
        List<String> missing = new ArrayList<>();
        int seen = 0;
        for (Path source : sources()) {
            String text = Files.readString(source);
            var types = PUBLIC_TYPE.matcher(text);
            while (types.find()) {
                seen++;
                if (!DOCUMENTED.matcher(text.substring(0, types.start())).find()) {
                    missing.add(types.group(2));
                }
            }
        }
        assertThat(seen).isGreaterThan(80);
        assertThat(missing).isEmpty();
    }

    @Test
    void packagesHaveAPage() throws IOException {
        List<Path> folders = sources().stream().map(Path::getParent).distinct().toList();
        assertThat(folders).isNotEmpty().allMatch(folder -> Files.exists(folder.resolve("package-info.java")));
    }
}
