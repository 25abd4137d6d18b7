package io.github.ropelab.experiments.export;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Numbers;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.config.RopeSetup;
import io.github.ropelab.model.tensor.ElementType;
import io.github.ropelab.model.tensor.NpyFile;
import io.github.ropelab.model.tensor.NumberArray;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;

/** Flags of llama.cpp's programs, and divisors for {@code rope_freqs.weight} where flags do not reach. */
final class LlamaCppExport {
    private LlamaCppExport() {}

    static Exported flags(RopeSetup setup) {
        for (String flags : candidates(setup)) {
            if (agrees(setup, LlamaCppFlags.read(flags), SameEffect.DOUBLE)) {
                return Exported.of(flags + "\n", widthNotes(setup));
            }
        }
        if (FrequencyMap.of(setup.encoding()).isPresent()
                && !CurrentLengths.matter(setup.strategy(), setup.context())) {
            throw new InvalidParameter(
                    "strategy",
                    setup.strategy().type().id(),
                    "be expressible in flags of llama.cpp: they say none, linear, a base and YaRN",
                    "use --divisors FILE.npy, which writes the divisors of rope_freqs.weight for the GGUF file");
        }
        throw NotExpressible.in("llama.cpp", setup, "its flags say none, linear, a base and YaRN");
    }

    static Exported divisors(RopeSetup setup, String file) {
        RopeContext context = setup.context();
        FrequencyMap map = FrequencyMap.of(setup.encoding())
                .filter(m -> fixed(setup))
                .orElseThrow(() -> NotExpressible.in("llama.cpp", setup, "its divisors are one list for every length"));
        double[] divisors = map.divisors(context.baseFrequencies());
        String flags = LlamaCppFlags.SCALING + " none " + base(context.base()) + amplitude(map.amplitude());
        double[] stored = DoubleStream.of(divisors).map(d -> (float) d).toArray();
        if (!agrees(setup, LlamaCppFlags.read(flags, stored), SameEffect.FLOAT32)) {
            throw NotExpressible.in("llama.cpp", setup, "float32 divisors do not reach these frequencies");
        }
        List<String> notes = widthNotes(setup);
        if (CurrentLengths.matter(setup.strategy(), context)) {
            notes.add("the divisors are those of the current length "
                    + context.lengths().current() + "; llama.cpp's own longrope tensors hold both lists");
        }
        if (DoubleStream.of(divisors).anyMatch(d -> d == FrequencyMap.STILL)) {
            notes.add("pairs that stand still have the divisor 1e30, as llama.cpp's converter writes them");
        }
        String text = flags + "\n# " + file + ": θ_i/ω_i [" + divisors.length
                + "] float32, the GGUF tensor rope_freqs.weight\n";
        return new Exported(
                text.getBytes(StandardCharsets.UTF_8),
                notes,
                Optional.of(NpyFile.bytes(new NumberArray(ElementType.F32, List.of(divisors.length), divisors))));
    }

    /** One list serves every length, or the engine itself holds the same choice of lists. */
    private static boolean fixed(RopeSetup setup) {
        return !CurrentLengths.matter(setup.strategy(), setup.context())
                || setup.strategy().type().id().equals("longrope");
    }

    private static List<String> candidates(RopeSetup setup) {
        RopeContext context = setup.context();
        List<String> candidates = new ArrayList<>();
        Optional<FrequencyMap> found = FrequencyMap.of(setup.encoding());
        if (found.isEmpty() || CurrentLengths.matter(setup.strategy(), context)) {
            return candidates;
        }
        FrequencyMap map = found.get();
        String unchanged = base(context.base());
        String amplitude = amplitude(map.amplitude());
        if (map.frequencies().equals(context.baseFrequencies())) {
            candidates.add(LlamaCppFlags.SCALING + " none " + unchanged + amplitude);
        }
        OptionalDouble s = map.commonDivisor(context.baseFrequencies());
        s.ifPresent(scale -> candidates.add(LlamaCppFlags.SCALING + " linear " + LlamaCppFlags.SCALE + " "
                + Numbers.plain(scale) + " " + unchanged + amplitude));
        map.base().ifPresent(b -> candidates.add(LlamaCppFlags.SCALING + " none " + base(b) + amplitude));
        if (setup.strategy().type().id().equals("yarn")) {
            candidates.add(yarn(setup, unchanged));
        }
        return candidates;
    }

    private static String yarn(RopeSetup setup, String base) {
        Map<String, Object> given = setup.strategy().parameters();
        return LlamaCppFlags.SCALING + " yarn "
                + LlamaCppFlags.SCALE + " "
                + Numbers.plain(BlockSpelling.factor(setup.strategy(), setup.context())) + " " + base + " "
                + LlamaCppFlags.ORIG_CTX + " " + setup.context().lengths().trained() + " "
                + LlamaCppFlags.EXT_FACTOR + " " + plain(given, "extrapolation_factor") + " "
                + LlamaCppFlags.BETA_FAST + " " + plain(given, "beta_fast") + " "
                + LlamaCppFlags.BETA_SLOW + " " + plain(given, "beta_slow");
    }

    private static String plain(Map<String, Object> parameters, String key) {
        return Numbers.plain((double) parameters.get(key));
    }

    private static String base(double base) {
        return LlamaCppFlags.FREQ_BASE + " " + Numbers.plain(base);
    }

    /** In force because the YaRN ramp is off. */
    private static String amplitude(double amplitude) {
        return amplitude == 1 ? "" : " " + LlamaCppFlags.ATTN_FACTOR + " " + amplitude;
    }

    private static boolean agrees(RopeSetup setup, RopeRequest request, SameEffect tolerance) {
        RotaryGeometry geometry = setup.context().geometry();
        return ReadBack.agrees(
                setup,
                () -> request.widths(OptionalInt.of(geometry.headDim()), OptionalInt.of(geometry.rotaryDim()))
                        .pairing(Optional.of(geometry.pairing())),
                List.of(setup.context().lengths().current()),
                tolerance);
    }

    private static List<String> widthNotes(RopeSetup setup) {
        List<String> notes = new ArrayList<>();
        RotaryGeometry geometry = setup.context().geometry();
        if (geometry.rotaryDim() != geometry.headDim()) {
            notes.add("the rotary width " + geometry.rotaryDim()
                    + " is rope.dimension_count of the GGUF file, not a flag");
        }
        return notes;
    }
}
