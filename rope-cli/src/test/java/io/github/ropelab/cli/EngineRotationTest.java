package io.github.ropelab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ropelab.core.analysis.diagnosis.Declaration;
import io.github.ropelab.core.analysis.diagnosis.Diagnosis;
import io.github.ropelab.core.analysis.diagnosis.RotaryProbe;
import io.github.ropelab.core.analysis.diagnosis.Setting;
import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.config.RopeSetup;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The lines of docs/diagnose.md for engines on the JVM, compiled and run. */
class EngineRotationTest {
    private final Path config = ProjectRoot.find().resolve("data/presets/llama-3.1-8b.json");
    private final Engine engine = new Engine();

    /** Stands for the engine under test: the frequencies of Llama 3.1, written down without the toolkit. */
    static final class Engine {
        private static final int PAIRS = 64;

        float[] rotate(float[] head, int position) {
            float[] rotated = head.clone();
            for (int i = 0; i < PAIRS; i++) {
                double omega = Math.pow(500_000, -(double) i / PAIRS);
                double turns = 8192 * omega / (2 * Math.PI);
                double kept = Math.max(0, Math.min(1, (turns - 1) / 3));
                double angle = position * (kept * omega + (1 - kept) * omega / 8);
                rotated[i] = (float) (head[i] * Math.cos(angle) - head[i + PAIRS] * Math.sin(angle));
                rotated[i + PAIRS] = (float) (head[i + PAIRS] * Math.cos(angle) + head[i] * Math.sin(angle));
            }
            return rotated;
        }
    }

    // begin
    @Test
    void theEngineRotatesAsTheConfigSays() {
        RopeSetup setup = RopeRequest.of(Optional.of(config), Optional.empty()).resolve();
        Declaration declared = Declaration.of(new Setting(setup.strategy(), setup.context()));
        Diagnosis found = RotaryProbe.of(declared).floats(engine::rotate).diagnose();
        assertEquals(Optional.of(true), found.equalsDeclared(), found.defect());
    }
    // end
}
