package io.github.ropelab.experiments.compare;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.strategy.Strategies;
import io.github.ropelab.experiments.metric.FloatMetric;
import io.github.ropelab.experiments.metric.Metric;
import io.github.ropelab.experiments.metric.Metrics;
import io.github.ropelab.experiments.metric.RowMetric;
import io.github.ropelab.experiments.study.StudyReader;
import io.github.ropelab.experiments.study.StudySpec;
import io.github.ropelab.model.config.Dialect;
import io.github.ropelab.model.config.RopeBlock;
import io.github.ropelab.model.config.RopeSetup;
import io.github.ropelab.model.config.StrategyText;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The study of a comparison, as the text of a study file.
 *
 * @param yaml the file
 * @param notes what was chosen and why, one sentence or two each
 * @param declared the config's own strategy, where it takes part
 */
public record ComparisonStudy(String yaml, List<String> notes, Optional<RopeStrategy> declared) {
    private static final String HEAD = "# A study that rope compare wrote; rope run repeats it.";

    private static final String PLAIN = "none";
    private static final List<String> USUAL = List.of("linear", "ntk_aware", "yarn", "llama3");
    private static final List<String> METRICS = List.of(
            "score-drift", "centred-drift", "kl", "top-k-overlap", "output-error", "mass-beyond", "frequency-ratio");
    private static final int WIDTH = 118;
    private static final int ROOT_SEED = 20240501;
    private static final int FEWEST_SEEDS = 8;
    private static final double LEVEL = 0.05;

    /**
     * Makes the study.
     *
     * @param setup the config's strategy in its context
     * @param wishes what is asked for besides
     * @param captures the folder of the bundled captures
     * @param folder that the file will stand in
     */
    public static ComparisonStudy of(RopeSetup setup, ComparisonWishes wishes, Path captures, Path folder) {
        InvalidParameter.require(
                setup.trainedKnown(), "--trained-length", "missing", "be given where no config says it");
        return new Draft(setup, wishes, captures, folder).study();
    }

    /** The bytes of the file. */
    public byte[] bytes() {
        return yaml.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads what the file will say; nothing is written.
     *
     * @param file that it will be
     * @param captures the folder of the bundled captures
     * @throws InvalidInput if the study has problems
     */
    public StudySpec read(Path file, Path captures) {
        StudySpec study = StudyReader.read(file, bytes(), captures);
        declared.ifPresent(strategy -> requireHeld(file, study, strategy));
        return study;
    }

    /** What stands in the file must be what the config says, whatever path its parameters took. */
    private static void requireHeld(Path file, StudySpec study, RopeStrategy declared) {
        if (study.strategies().stream().noneMatch(spec -> spec.strategy().equals(declared))) {
            throw new InvalidInput(
                    file.toString(),
                    Problem.of(
                            "strategies",
                            StrategyText.of(declared.block()),
                            "hold the config's own strategy, which a study file cannot spell"));
        }
    }

    private static final class Draft {
        private final RopeSetup setup;
        private final ComparisonWishes wishes;
        private final ComparedVectors vectors;
        private final int model;
        private final List<String> notes = new ArrayList<>();

        Draft(RopeSetup setup, ComparisonWishes wishes, Path captures, Path folder) {
            this.setup = setup;
            this.wishes = wishes;
            this.vectors = ComparedVectors.of(wishes.data(), setup.context(), captures, folder);
            this.model = setup.context().lengths().trained();
        }

        ComparisonStudy study() {
            InvalidParameter.require(
                    wishes.seeds().isEmpty() || vectors.drawn(),
                    "--seeds",
                    wishes.seeds().orElse(0),
                    "be left out where no vectors are drawn");
            boolean declared = wishes.strategies().isEmpty()
                    && !setup.strategy().type().id().equals(PLAIN);
            List<String> others = wishes.strategies().isEmpty() ? USUAL : wishes.strategies();
            int atMost = others.size() + 2;
            int seeds = wishes.seeds().orElse(seeds(atMost));
            int encodings = (atMost + 1) * (vectors.drawn() ? seeds : vectors.slices());
            ComparisonLengths lengths = ComparisonLengths.of(
                    model,
                    wishes.trainedGiven(),
                    wishes.fast(),
                    wishes.lengths(),
                    vectors.maxTokens(),
                    encodings,
                    wishes.threads());
            List<String> strategies = new ArrayList<>();
            if (wishes.strategies().isEmpty()) {
                strategies.add(PLAIN);
                if (declared) {
                    strategies.add(declared());
                }
                others.stream().filter(id -> possible(id, lengths)).forEach(strategies::add);
            } else {
                others.forEach(spec -> strategies.add(ComparedVectors.json(spec)));
            }
            notes.add(vectors.note());
            if (lengths.divisor() > 1) {
                notes.add(lengths.note(model));
            }
            if (lengths.rows().isPresent()) {
                notes.add(lengths.rows().getAsInt()
                        + " rows of each head are looked at, the same for all strategies: all of "
                        + "them would take longer than about a minute. Without the key rows the study looks at all.");
            }
            return new ComparisonStudy(
                    yaml(lengths, strategies, seeds),
                    notes,
                    declared ? Optional.of(setup.strategy()) : Optional.empty());
        }

        /** Draws enough for a paired test to pass Holm's correction over so many comparisons: k·2^(1-n) ≤ 0.05. */
        private static int seeds(int comparisons) {
            int seeds = FEWEST_SEEDS;
            while (comparisons * Math.pow(2, 1 - seeds) > LEVEL) {
                seeds++;
            }
            return seeds;
        }

        private String declared() {
            Map<String, Object> block = setup.strategy().block();
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("id", block.remove("rope_type"));
            entry.put("label", entry.get("id") + " (config)");
            if (setup.dialect() != Dialect.TRANSFORMERS) {
                entry.put("dialect", setup.dialect().id());
            }
            entry.putAll(block);
            return line(entry);
        }

        /** One line of YAML: plain keys, values as JSON. */
        private static String line(Map<String, Object> entry) {
            return entry.entrySet().stream()
                    .map(e -> e.getKey() + ": " + ComparedVectors.json(e.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }

        /** Whether a usual strategy is defined at every length; says so if not. */
        private boolean possible(String id, ComparisonLengths lengths) {
            try {
                RopeBlock read = RopeBlock.read(StrategyText.parse(id), Strategies.installed());
                for (int current : lengths.currents()) {
                    Lengths cell =
                            new Lengths(lengths.trained(), wishes.target().orElse(current), current);
                    read.strategy().encode(new RopeContext(vectors.geometry(), vectors.base(), cell));
                }
                return true;
            } catch (InvalidParameter e) {
                notes.add("Without " + id + ", which is not defined here: " + e.getMessage() + ".");
                return false;
            }
        }

        private String yaml(ComparisonLengths lengths, List<String> strategies, int seeds) {
            StringBuilder text = new StringBuilder(HEAD).append('\n');
            notes.forEach(note -> wrapped(text, note));
            text.append("schema: 1\nstudy: ").append(ComparedVectors.json(wishes.name()));
            text.append("\nquestion: ")
                    .append(ComparedVectors.json("How far do these modifications move attention from plain RoPE?"));
            text.append("\n\nlengths:\n  trained: ").append(lengths.trained());
            wishes.target().ifPresent(target -> text.append("\n  target: ").append(target));
            text.append("\n  current: ").append(lengths.currents());
            text.append(
                    wishes.target().isPresent()
                            ? ""
                            : "   # strategies without a factor are made for the current length");
            text.append("\nreference: ").append(PLAIN).append("   # drift is measured from plain RoPE");
            wishes.baseline().ifPresent(label -> text.append("\nbaseline: ").append(ComparedVectors.json(label)));
            text.append("\nstrategies:\n");
            strategies.forEach(entry -> text.append("  - ").append(entry).append('\n'));
            text.append("data:\n");
            for (int i = 0; i < vectors.entry().size(); i++) {
                text.append(i == 0 ? "  - " : "    ")
                        .append(vectors.entry().get(i))
                        .append('\n');
            }
            if (vectors.drawn()) {
                text.append("seeds: {count: ")
                        .append(seeds)
                        .append(", root: ")
                        .append(ROOT_SEED)
                        .append("}\n");
            }
            if (wishes.fast()) {
                text.append("scores: float\n");
                lengths.rows()
                        .ifPresent(rows -> text.append("rows: ").append(rows).append('\n'));
            }
            text.append("metrics:\n");
            (wishes.metrics().isEmpty() ? usual() : wishes.metrics())
                    .forEach(
                            metric -> text.append("  - ").append(metric(metric)).append('\n'));
            return text.toString();
        }

        /** The useful set, or what can be computed of it. */
        private List<String> usual() {
            return METRICS.stream()
                    .filter(id -> {
                        Metric metric = Metrics.builtIn().read(id, Params.of(Map.of()));
                        return !wishes.fast() || !(metric instanceof RowMetric) || metric instanceof FloatMetric;
                    })
                    .toList();
        }

        private static String metric(String spec) {
            Map<String, Object> block = StrategyText.parse(spec);
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("id", block.remove("rope_type"));
            entry.putAll(block);
            return block.isEmpty() ? String.valueOf(entry.get("id")) : line(entry);
        }

        private static void wrapped(StringBuilder text, String note) {
            StringBuilder line = new StringBuilder("#");
            for (String word : note.split(" ")) {
                if (line.length() + 1 + word.length() > WIDTH) {
                    text.append(line).append('\n');
                    line = new StringBuilder("#");
                }
                line.append(' ').append(word);
            }
            text.append(line).append('\n');
        }
    }
}
