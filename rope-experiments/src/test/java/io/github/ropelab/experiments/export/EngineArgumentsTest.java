package io.github.ropelab.experiments.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.Tolerance;
import io.github.ropelab.model.config.Dialect;
import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.config.RopeSetup;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineArgumentsTest {
    private static RopeSetup resolved(RopeRequest request) {
        return request.widths(OptionalInt.of(16), OptionalInt.empty())
                .lengths(OptionalInt.of(1024), OptionalInt.empty(), OptionalInt.empty())
                .resolve();
    }

    private static PositionEncoding strategy(String text) {
        return resolved(RopeRequest.ofStrategy(text)).encoding();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--rope-scaling none; none",
                "--rope-scale 4; linear:factor=4",
                "--rope-freq-scale=0.25; linear:factor=4",
                "--rope-scaling linear --rope-scale 4 --rope-freq-base 500000; linear:factor=4,rope_theta=500000",
                "--rope-freq-base 500000 -c 4096; none:rope_theta=500000",
                "--rope-scaling yarn --rope-scale 4; yarn:factor=4",
                "--rope-scaling yarn --rope-scale 4 --yarn-ext-factor 0.5 --yarn-beta-fast 16 --yarn-beta-slow -1; "
                        + "yarn:factor=4,extrapolation_factor=0.5,beta_fast=16",
                "--rope-scaling yarn --rope-scale 4 --yarn-attn-factor 3; yarn:factor=4",
                "--rope-scaling yarn --rope-scale 4 --yarn-ext-factor 0 --yarn-attn-factor 3; "
                        + "yarn:factor=4,extrapolation_factor=0,attention_factor=3",
                "--rope-scaling linear --rope-scale 4 --yarn-attn-factor 3; "
                        + "yarn:factor=4,extrapolation_factor=0,attention_factor=3"
            })
    void llamaCppsFlagsMeanWhatItsCodeComputes(String flags, String strategy) {
        RopeSetup setup = resolved(LlamaCppFlags.read(flags));
        assertThat(setup.dialect()).isEqualTo(Dialect.LLAMA_CPP);
        assertThat(SameEffect.DOUBLE.of(setup.encoding(), strategy(strategy))).isTrue();
    }

    @Test
    void theTrainedLengthIsTheOneOfTheFlags() {
        RopeSetup setup = LlamaCppFlags.read("--rope-scaling yarn --rope-scale 4 --yarn-orig-ctx 2048")
                .widths(OptionalInt.of(16), OptionalInt.empty())
                .resolve();
        assertThat(setup.context().lengths().trained()).isEqualTo(2048);
    }

    @Test
    void theServedLengthIsTheOneOfTheFlags() {
        String block = "{\"rope_type\": \"dynamic\", \"factor\": 2.0, \"max_trained_positions\": 1024}";
        RopeSetup setup = VllmArguments.read(
                        "--max-model-len=4096 --hf-overrides '{\"rope_parameters\": " + block + "}'")
                .widths(OptionalInt.of(16), OptionalInt.empty())
                .resolve();
        assertThat(setup.context().lengths().current()).isEqualTo(4096);
        double slowest = StrictMath.pow(10_000 * StrictMath.pow(2.0 * 4096 / 1024 - 1, 16.0 / 14), -14.0 / 16);
        Tolerance.DOUBLE.check("slowest", setup.encoding().frequencies().omega(7), slowest);
    }

    @Test
    void divisorsDivideAndTakeTheAmplitudeOfTheFlags() {
        double[] divisors = {1, 1, 1, 2, 2, 4, 4, 8};
        PositionEncoding encoding = resolved(LlamaCppFlags.read("--yarn-attn-factor 1.25", divisors))
                .encoding();
        PositionEncoding plain = strategy("none");
        for (int i = 0; i < divisors.length; i++) {
            Tolerance.DOUBLE.check(
                    "pair " + i,
                    encoding.frequencies().omega(i),
                    plain.frequencies().omega(i) / divisors[i]);
        }
        assertThat(encoding.attention().amplitude()).isEqualTo(1.25);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--rope-scalin yarn; did you mean '--rope-scaling'?",
                "--rope-scaling yarm; did you mean 'yarn'?",
                "--rope-scaling; --rope-scaling must have a value",
                "--rope-scaling --rope-scale 4; --rope-scaling must have a value",
                "--rope-scale x; --rope-scale must be a number, but was x",
                "--rope-scale 0; factor must be a finite number above 0",
                "--rope-freq-scale 0; --rope-freq-scale must be a finite number above 0",
                "--rope-scale 4 --rope-scale 4; --rope-scale must be given once",
                "--rope-scale 4 --rope-freq-scale 0.25; --rope-freq-scale must not be given beside --rope-scale",
                "--rope-scaling none --rope-scale 4; --rope-scale must be left out with --rope-scaling none, but was 4",
                "--rope-scale 4 --yarn-beta-fast 16; --yarn-beta-fast must come with --rope-scaling yarn",
                "-c 4096 --ctx-size 4096; -c must not be given beside --ctx-size",
                "--rope-scaling yarn --yarn-orig-ctx 10.5; --yarn-orig-ctx must be a whole number, but was 10.5",
                "--rope-scaling \"yarn; must close every quote"
            })
    void flagsThatLlamaCppWouldNotHonourAreErrors(String flags, String message) {
        assertThatThrownBy(() -> resolved(LlamaCppFlags.read(flags)))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining(message);
    }

    @Test
    void vllmsArgumentsAreCheckedToo() {
        assertThatThrownBy(() -> VllmArguments.read("--hf-override {}"))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("did you mean '--hf-overrides'?");
        assertThatThrownBy(() -> resolved(VllmArguments.read("--hf-overrides {")))
                .hasMessageContaining("--hf-overrides")
                .hasMessageContaining("JSON");
        assertThatThrownBy(() -> resolved(VllmArguments.read("--hf-overrides '{\"rope_parameters\":{\"factr\":2}}'")))
                .hasMessageContaining("rope_parameters.factr must be a parameter of none, but was 2");
    }
}
