package io.github.ropelab.cli;

import io.github.ropelab.experiments.result.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What was built, and where it runs. */
public final class BuildInfo implements IVersionProvider {
    private static final String KERNEL = "plain double";

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
        Manifest.Toolkit toolkit = toolkit();
        return new String[] {
            "rope " + toolkit.version() + " (commit " + toolkit.commit()
                    + (toolkit.dirty().equals("true") ? ", changed since" : "") + ")",
            "Java " + platform().javaVersion() + ", " + platform().javaVendor()
        };
    }

    /** Version and commit; "unknown" where the build had no git. */
    Manifest.Toolkit toolkit() {
        return new Manifest.Toolkit(known("version"), known("commit"), known("dirty"), KERNEL);
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
