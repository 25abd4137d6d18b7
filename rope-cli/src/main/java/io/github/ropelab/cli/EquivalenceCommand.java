package io.github.ropelab.cli;

import io.github.ropelab.core.Branch;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Numbers;
import io.github.ropelab.core.analysis.equivalence.Equivalence;
import io.github.ropelab.core.analysis.equivalence.PositionParameter;
import io.github.ropelab.core.analysis.equivalence.Temperature;
import io.github.ropelab.core.analysis.equivalence.Verdict;
import io.github.ropelab.core.analysis.equivalence.Witness;
import io.github.ropelab.core.kernel.Side;
import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.config.RopeSetup;
import io.github.ropelab.model.config.StrategyText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rope equivalence}. */
@Command(
        name = "equivalence",
        description = {
            "Are two modifications the same? identical: every rotated vector is; same_scores: no score differs (an offset); "
                    + "same_up_to_temperature: the logits of each row differ by one factor; different: with a witness.",
            "Example: rope equivalence --a yarn:factor=4 --b ntk_by_parts:factor=4 --head-dim 128 --trained-length 4096",
            "A SPEC may bring its own base: --a ntk_aware:factor=4,rope_theta=500000"
        },
        mixinStandardHelpOptions = true)
final class EquivalenceCommand implements Callable<Integer> {
    private enum Format {
        TABLE,
        JSON
    }

    /** Range where nothing says a length. */
    private static final int UNTOLD_LENGTH = 8192;

    @Mixin
    private SetupOptions setupOptions;

    @Mixin
    private Output output;

    @Option(
            names = "--a",
            paramLabel = "SPEC",
            description = "one modification, as --strategy elsewhere; the config's own if left out")
    private String a;

    @Option(names = "--b", paramLabel = "SPEC", required = true, description = "the other one")
    private String b;

    @Option(
            names = "--length",
            paramLabel = "T",
            description = "compare positions 0 to T-1; the longest target or current length if left out")
    private Integer length;

    @Option(names = "--expect", paramLabel = "VERDICT", description = "exit with 3 unless this is the verdict")
    private String expected;

    @Option(names = "--format", description = "table (default) or json")
    private Format format = Format.TABLE;

    @Override
    public Integer call() throws IOException {
        Verdict expectedVerdict = expected == null ? null : verdict(expected);
        setupOptions.strategy().ifPresent(spec -> {
            throw new InvalidParameter("--strategy", spec, "be left out: --a and --b name the strategies");
        });
        InvalidParameter.require(
                a != null || setupOptions.given(),
                "--a",
                "missing",
                "be given where there is no --config and no --preset");
        RopeSetup first = read("--a", a);
        RopeSetup second = read("--b", b);
        PositionParameter parameterA = PositionParameter.of(first.encoding(), first.context());
        PositionParameter parameterB = PositionParameter.of(second.encoding(), second.context());
        Equivalence found = Equivalence.of(parameterA, parameterB, range(first, second));
        output.write(
                format == Format.JSON
                        ? json(first, second, parameterA, parameterB, found)
                        : table(first, second, parameterA, parameterB, found));
        if (expectedVerdict != null && expectedVerdict != found.verdict()) {
            setupOptions.tell(List.of("expected " + expectedVerdict.id() + ", found "
                    + found.verdict().id()));
            return Main.DIFFERS;
        }
        return 0;
    }

    private static Verdict verdict(String text) {
        try {
            return Verdict.of(text);
        } catch (InvalidParameter e) {
            throw new InvalidParameter(
                    "--expect", e.value(), e.rule(), e.suggestion().orElse(null));
        }
    }

    /** One side; what is wrong with it is said of it. */
    private RopeSetup read(String option, String spec) {
        try {
            RopeRequest request = setupOptions.request(spec);
            if (spec != null && namesBase(StrategyText.parse(spec))) {
                request.base(OptionalDouble.empty());
            }
            RopeSetup setup = request.resolve();
            setupOptions.tell(
                    setup.notes().stream().map(note -> option + ": " + note).toList());
            return setup;
        } catch (InvalidParameter e) {
            throw new InvalidParameter(
                    e.name().startsWith("--") ? e.name() : option + ": " + e.name(),
                    e.value(),
                    e.rule(),
                    e.suggestion().orElse(null));
        }
    }

    /** Whether a block, or one inside of it, brings its own base, which is nearer to it than {@code --base}. */
    private static boolean namesBase(Object value) {
        return value instanceof Map<?, ?> block
                ? block.containsKey("rope_theta") || block.values().stream().anyMatch(EquivalenceCommand::namesBase)
                : value instanceof List<?> list && list.stream().anyMatch(EquivalenceCommand::namesBase);
    }

    private int range(RopeSetup first, RopeSetup second) {
        if (length != null) {
            InvalidParameter.require(length >= 1, "--length", length, "be at least 1 token");
            return length;
        }
        OptionalInt longest = IntStream.concat(
                        setupOptions.longestAsked().stream(),
                        Stream.of(first, second)
                                .filter(RopeSetup::trainedKnown)
                                .map(setup -> setup.context().lengths())
                                .mapToInt(lengths -> Math.max(lengths.target(), lengths.current())))
                .max();
        if (longest.isEmpty()) {
            setupOptions.tell(List.of("no length is known: positions 0 to " + (UNTOLD_LENGTH - 1)
                    + " are compared; --length asks for others"));
        }
        return longest.orElse(UNTOLD_LENGTH);
    }

    private String json(
            RopeSetup first,
            RopeSetup second,
            PositionParameter parameterA,
            PositionParameter parameterB,
            Equivalence found) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("a", spelt(a, first));
        document.put("b", spelt(b, second));
        document.put("verdict", found.verdict().id());
        document.put("reason", found.reason());
        document.put("positions", found.positions());
        document.put("holds_beyond_range", found.everywhere());
        document.put("max_angle_difference", found.maxAngleDifference());
        document.put("max_score_difference", found.maxScoreDifference());
        document.put("witness", found.witness().map(EquivalenceCommand::map).orElse(null));
        document.put(
                "temperature", found.temperature().map(EquivalenceCommand::map).orElse(null));
        document.put(
                "verdict_on_text",
                found.onText().map(Verdict::id).orElse(found.verdict().id()));
        document.put("theta", theta(first));
        document.put("transform_a", parameterA.text(first.context().base()));
        document.put("transform_b", parameterB.text(first.context().base()));
        document.put("position_parameter_a", branches(parameterA));
        document.put("position_parameter_b", branches(parameterB));
        return Json.text(document);
    }

    /** What θ stands for on both sides. */
    private static String theta(RopeSetup first) {
        return "θ_k = " + Numbers.plain(first.context().base()) + "^(-2k/d)";
    }

    private static String spelt(String spec, RopeSetup setup) {
        return spec == null ? StrategyText.of(setup.strategy().block()) : spec;
    }

    private static Map<String, Object> map(Witness witness) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("query", witness.query());
        map.put("key", witness.key());
        map.put("pair", witness.pair());
        map.put("angle_a", witness.angleA());
        map.put("angle_b", witness.angleB());
        return map;
    }

    private static Map<String, Object> map(Temperature temperature) {
        Map<String, Object> map = new LinkedHashMap<>();
        OptionalDouble factor = temperature.factor();
        map.put("factor", factor.isPresent() ? factor.getAsDouble() : null);
        map.put("formula", temperature.formula());
        return map;
    }

    /** Slope (radians per token) and offset (radians) of each pair, by branch and side; null where a map is not affine. */
    private static List<Map<String, Object>> branches(PositionParameter parameter) {
        List<Map<String, Object>> branches = new ArrayList<>();
        for (Branch branch : parameter.encoding().positions().branches()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("branch", branch.name());
            for (Side side : Side.values()) {
                Map<String, Object> ofSide = new LinkedHashMap<>();
                ofSide.put("position", side.map(branch).formula());
                ofSide.put("slope", perPair(parameter, pair -> parameter.slope(branch, side, pair)));
                ofSide.put("offset", perPair(parameter, pair -> parameter.offset(branch, side, pair)));
                map.put(side == Side.QUERY ? "query" : "key", ofSide);
            }
            branches.add(map);
        }
        return branches;
    }

    private static double[] perPair(PositionParameter parameter, IntFunction<OptionalDouble> property) {
        int pairs = parameter.encoding().frequencies().pairs();
        return property.apply(0).isEmpty()
                ? null
                : IntStream.range(0, pairs)
                        .mapToDouble(pair -> property.apply(pair).orElseThrow())
                        .toArray();
    }

    private String table(
            RopeSetup first,
            RopeSetup second,
            PositionParameter parameterA,
            PositionParameter parameterB,
            Equivalence found) {
        HeadedLines text = new HeadedLines();
        text.line("a", spelt(a, first));
        text.line("", "iθ' = " + parameterA.text(first.context().base()));
        text.line("b", spelt(b, second));
        text.line("", "iθ' = " + parameterB.text(first.context().base()));
        text.line("where", theta(first) + ", d the rotary width");
        text.line("verdict", found.verdict().id() + ": " + found.reason());
        if (found.verdict() != Verdict.DIFFERENT) {
            text.line(
                    "holds",
                    found.everywhere() ? "at every position" : "over positions 0 to " + (found.positions() - 1));
        }
        text.line(
                "differences",
                "angle of a vector up to " + found.maxAngleDifference() + " rad, score up to "
                        + found.maxScoreDifference() + " per |q_pair||k_pair|");
        found.witness()
                .ifPresent(witness -> text.line(
                        "witness",
                        "query " + witness.query() + ", key " + witness.key() + ", pair " + witness.pair()
                                + ": a turns by " + witness.angleA() + " rad, b by " + witness.angleB() + " rad"));
        found.temperature()
                .ifPresent(
                        temperature -> text.line("temperature", "logits of b = those of a × " + temperature.formula()));
        found.onText()
                .ifPresent(
                        verdict -> text.line("on text", verdict.id() + ": all position axes hold the same positions"));
        return text.toString();
    }
}
