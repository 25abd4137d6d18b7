package io.github.ropelab.cli;

import io.github.ropelab.experiments.result.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What was built, and where it runs. */
public final class BuildInfo implements IVersionProvider {
    private final Properties properties = new Properties();

    BuildInfo() {
        try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("the jar's own build.properties is unreadable", e);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "rope " + known("version") + " (commit " + known("commit")
                    + (known("dirty").equals("true") ? ", changed since" : "") + ")",
            "Java " + platform().javaVersion() + ", " + platform().javaVendor()
        };
    }

    /**
     * Version and commit; "unknown" where the build had no git.
     *
     * @param kernel which loops computed the scores
     */
    Manifest.Toolkit toolkit(String kernel) {
        return new Manifest.Toolkit(known("version"), known("commit"), known("dirty"), kernel);
    }

    private String known(String key) {
        String value = properties.getProperty(key, "");
        return value.isBlank() || value.startsWith("${") ? "unknown" : value;
    }

    /** Java and operating system family. */
    static Manifest.Platform platform() {
        return new Manifest.Platform(
                System.getProperty("java.vendor"),
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
    }
}
