package io.github.ropelab.cli;

import io.github.ropelab.core.Branch;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.analysis.equivalence.Equivalence;
import io.github.ropelab.core.analysis.equivalence.PositionParameter;
import io.github.ropelab.core.analysis.equivalence.Verdict;
import io.github.ropelab.core.kernel.Side;
import io.github.ropelab.core.strategy.Strategies;
import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.config.RopeSetup;
import io.github.ropelab.model.config.StrategyText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Text of {@code docs/equivalences.md}. */
final class EquivalencePage {
    private static final int HEAD_DIM = 64;
    private static final double BASE = 10_000;
    private static final int TRAINED = 256;
    private static final int TARGET = 1024;

    /** Parameters of each strategy that take their first documented example. */
    private static final int SHOWN = 2;

    /** One strategy in a setting. */
    private record Entry(String id, String spec, PositionParameter parameter) {}

    /** Two modifications that are asked about by name. */
    private record Question(String a, String b, String why) {}

    private static final List<Question> QUESTIONS = List.of(
            new Question(
                    "linear:factor=4",
                    "linear_align_corners:original_length=2,length=5",
                    "interpolating frequencies is interpolating positions"),
            new Question("linear:factor=4", "p_rope:factor=4", "one map under two names"),
            new Question("offset:offset=1000", "none", "a common offset"),
            new Question("abf:base=500000", "none:rope_theta=500000", "a changed base is another base"),
            new Question(
                    "linear:factor=2+linear_align_corners:original_length=2,length=5",
                    "linear:factor=8",
                    "interpolation by 2, then by 4"),
            new Question(
                    "ntk_aware:factor=4,rope_theta=" + BASE * StrictMath.pow(2, HEAD_DIM / (HEAD_DIM - 2.0)),
                    "ntk_aware:factor=8",
                    "NTK by 2, then by 4"),
            new Question("dynamic_ntk:factor=2", "ntk_aware:factor=7", "dynamic NTK at one length, 2·L/m_l - 1 = 7"),
            new Question("yarn:factor=4", "ntk_by_parts:factor=4", "YaRN is NTK-by-parts and an amplitude"),
            new Question("yarn:factor=4", "yarn:factor=4,mscale=1,mscale_all_dim=1", "amplitude against logit scale"),
            new Question("none", "log_n", "a temperature of each row"),
            new Question("rerope:window=" + TARGET, "none", "a window that nothing leaves"),
            new Question("leaky_rerope:window=100,scaling_factor=1", "none", "leaky ReRoPE without a leak"),
            new Question("self_extend:group_size=1,neighbor_window=100", "none", "groups of one token"),
            new Question("string:shift=100,local_window=100", "none", "a shift that leaves nothing out"),
            new Question("dual_chunk:chunk_size=" + (TARGET + TRAINED / 8), "none", "one chunk holds everything"),
            new Question("linear:factor=4", "linear_align_corners", "s = m/m_l against (m-1)/(m_l-1)"),
            new Question("nope", "p_rope:partial_rotary_factor=0", "nothing turns"),
            new Question("xpos", "none", "decay with the distance is no temperature"));

    private EquivalencePage() {}

    static String text() {
        StringBuilder text = new StringBuilder("""
                # Equivalences

                Made from the catalogue; do not edit. Ask for any two with `rope equivalence --a SPEC --b SPEC`.

                Every modification turns pair k of a vector at position i by an angle iθ', its *position parameter*. Two of
                them are

                """);
        for (Verdict verdict : Verdict.values()) {
            text.append("- `")
                    .append(verdict.id())
                    .append("` (")
                    .append(symbol(verdict))
                    .append("): ")
                    .append(verdict.meaning())
                    .append(";\n");
        }
        text.append("""

                and the strongest that holds is given. Uniform schemes with affine maps are decided by algebra, all others by
                comparing every cell (query, key) of the range; nothing is sampled. Equal means equal up to rounding: 64·2^-52 of
                the angle that is reached. Angles that differ by whole turns are the same rotation. An amplitude is a temperature
                only where all components rotate. A row's temperature must be above 0 wherever the row has more than one key.

                """);
        text.append("Here: head dim ").append(HEAD_DIM).append(", base ").append((int) BASE);
        text.append(", trained length ")
                .append(TRAINED)
                .append(", target and current length ")
                .append(TARGET);
        text.append(". i is the position, j that of the key in conditions, θ = θ_k = ")
                .append((int) BASE);
        text.append("^(-2k/d).\n");
        questions(text);
        endPairs(text);
        List<Entry> examples = examples();
        Equivalence[][] found = all(examples, TARGET);
        parameters(text, examples);
        matrix(text, examples, found);
        text.append("\n## Groups at these settings\n\n");
        groups(text, examples, found);
        text.append(
                        "\n## Groups at neutral parameters\n\nWith the parameters that leave every score as it is, at the trained "
                                + "length ")
                .append(TRAINED)
                .append(". Without any such parameters: ");
        text.append(Strategies.builtIn().types().stream()
                        .filter(type -> type.neutral().isEmpty())
                        .map(type -> "`" + type.id() + "`")
                        .collect(Collectors.joining(", ")))
                .append(".\n\n");
        List<Entry> neutral = neutral();
        groups(text, neutral, all(neutral, TRAINED));
        return text.toString();
    }

    /** Each against those up to itself. */
    private static Equivalence[][] all(List<Entry> entries, int positions) {
        Equivalence[][] found = new Equivalence[entries.size()][];
        for (int i = 0; i < found.length; i++) {
            PositionParameter a = entries.get(i).parameter();
            found[i] = IntStream.rangeClosed(0, i)
                    .mapToObj(j -> Equivalence.of(a, entries.get(j).parameter(), positions))
                    .toArray(Equivalence[]::new);
        }
        return found;
    }

    private static void endPairs(StringBuilder text) {
        text.append(
                "\nNTK's first pair is that of none, its last that of interpolation; slopes of iθ' in radians per token:\n\n"
                        + "| | first pair | last pair |\n|---|---|---|\n");
        for (String spec : List.of("none", "ntk_aware:factor=4", "linear:factor=4")) {
            PositionParameter parameter = asked(spec);
            Branch all = parameter.encoding().positions().branches().get(0);
            text.append(String.format(
                    Locale.ROOT,
                    "| `%s` | %.10g | %.10g |\n",
                    spec,
                    parameter.slope(all, Side.QUERY, 0).orElseThrow(),
                    parameter.slope(all, Side.QUERY, HEAD_DIM / 2 - 1).orElseThrow()));
        }
    }

    private static void questions(StringBuilder text) {
        text.append("\n## Identities of the literature\n\n"
                + "| a | b | what it is | verdict | largest angle difference (rad) | bound on the score difference |\n"
                + "|---|---|---|---|---|---|\n");
        for (Question question : QUESTIONS) {
            Equivalence found = Equivalence.of(asked(question.a()), asked(question.b()), TARGET);
            text.append(String.format(
                    Locale.ROOT,
                    "| `%s` | `%s` | %s | `%s` | %s | %s |\n",
                    question.a(),
                    question.b(),
                    question.why(),
                    found.verdict().id(),
                    number(found.maxAngleDifference()),
                    number(found.maxScoreDifference())));
        }
    }

    private static PositionParameter asked(String spec) {
        RopeSetup setup = RopeRequest.ofStrategy(spec)
                .widths(OptionalInt.of(HEAD_DIM), OptionalInt.empty())
                .lengths(OptionalInt.of(TRAINED), OptionalInt.of(TARGET), OptionalInt.of(TARGET))
                .resolve();
        return PositionParameter.of(setup.encoding(), setup.context());
    }

    /** Six digits; what is below the tolerance of any angle here is rounding. */
    private static String number(double value) {
        return value < 1e-9 ? "0" : String.format(Locale.ROOT, "%.6g", value);
    }

    private static void parameters(StringBuilder text, List<Entry> entries) {
        text.append(
                "\n## Position parameters\n\nEach strategy with its required parameters and the first documented examples of "
                        + "its first two.\n\n| # | setting | iθ' |\n|---|---|---|\n");
        for (int i = 0; i < entries.size(); i++) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %d | `%s` | %s |\n",
                    i + 1,
                    entries.get(i).spec(),
                    entries.get(i).parameter().text(BASE).replace("|", "\\|")));
        }
    }

    private static void matrix(StringBuilder text, List<Entry> entries, Equivalence[][] found) {
        text.append(
                "\n## Each against each\n\nNumbers as above. = identical, s same scores, t same up to temperature, · different; in "
                        + "parentheses, of two that are different: what holds on text, where all position axes hold the same "
                        + "positions.\n\n| |");
        for (int i = 0; i < entries.size(); i++) {
            text.append(' ').append(i + 1).append(" |");
        }
        text.append("\n|---|").append("---|".repeat(entries.size())).append('\n');
        for (int i = 0; i < entries.size(); i++) {
            text.append("| ")
                    .append(i + 1)
                    .append(' ')
                    .append(entries.get(i).id())
                    .append(" |");
            for (int j = 0; j < entries.size(); j++) {
                text.append(' ').append(j <= i ? cell(found[i][j]) : "").append(" |");
            }
            text.append('\n');
        }
    }

    private static String cell(Equivalence found) {
        Verdict onText = found.onText().orElse(found.verdict());
        return onText == found.verdict() ? symbol(onText) : "(" + symbol(onText) + ")";
    }

    /** For each verdict the groups whose members have it or a stronger one with each other. */
    private static void groups(StringBuilder text, List<Entry> entries, Equivalence[][] found) {
        List<List<Integer>> before = List.of();
        for (Verdict verdict : List.of(Verdict.IDENTICAL, Verdict.SAME_SCORES, Verdict.SAME_UP_TO_TEMPERATURE)) {
            List<List<Integer>> groups = new ArrayList<>();
            for (int i = 0; i < entries.size(); i++) {
                int entry = i;
                groups.stream()
                        .filter(group -> found[entry][group.get(0)].verdict().compareTo(verdict) <= 0)
                        .findFirst()
                        .ifPresentOrElse(group -> group.add(entry), () -> groups.add(new ArrayList<>(List.of(entry))));
            }
            for (List<Integer> group : groups) {
                if (group.size() > 1 && !before.contains(group)) {
                    text.append("- ")
                            .append(verdict == Verdict.IDENTICAL ? "" : "at least ")
                            .append('`')
                            .append(verdict.id())
                            .append("`: ")
                            .append(group.stream()
                                    .map(entry -> "`" + entries.get(entry).id() + "`")
                                    .collect(Collectors.joining(", ")))
                            .append('\n');
                }
            }
            before = groups;
        }
    }

    private static String symbol(Verdict verdict) {
        return switch (verdict) {
            case IDENTICAL -> "=";
            case SAME_SCORES -> "s";
            case SAME_UP_TO_TEMPERATURE -> "t";
            case DIFFERENT -> "·";
        };
    }

    private static List<Entry> examples() {
        List<Entry> entries = new ArrayList<>();
        for (StrategyType type : Strategies.builtIn().types()) {
            Map<String, Object> block = new LinkedHashMap<>();
            block.put("rope_type", type.id());
            for (int p = 0; p < type.parameters().size(); p++) {
                ParameterDoc parameter = type.parameters().get(p);
                if (p < SHOWN || parameter.required()) {
                    block.put(parameter.name(), parameter.examples().get(0));
                }
            }
            entries.add(entry(block, Lengths.extended(TRAINED, TARGET)));
        }
        return entries;
    }

    private static List<Entry> neutral() {
        List<Entry> entries = new ArrayList<>();
        for (StrategyType type : Strategies.builtIn().types()) {
            type.neutral().ifPresent(parameters -> {
                Map<String, Object> block = new LinkedHashMap<>(parameters);
                block.put("rope_type", type.id());
                entries.add(entry(block, new Lengths(TRAINED, TARGET, TRAINED)));
            });
        }
        return entries;
    }

    private static Entry entry(Map<String, Object> block, Lengths lengths) {
        block.replaceAll(
                (name, value) -> value instanceof ParameterDoc.ForPairs example ? example.of(HEAD_DIM / 2) : value);
        RopeStrategy strategy = Strategies.read(block);
        RopeContext context =
                new RopeContext(strategy.rotated(RotaryGeometry.full(HEAD_DIM, Pairing.HALF_SPLIT)), BASE, lengths);
        return new Entry(strategy.type().id(), spec(block), PositionParameter.of(strategy.encode(context), context));
    }

    /** The one-line form; of a long list its ends. */
    private static String spec(Map<String, Object> block) {
        return StrategyText.of(block).replaceAll("\\[([^,\\]]+,[^,\\]]+),[^\\]]{20,},([^,\\]]+)\\]", "[$1,…,$2]");
    }
}
