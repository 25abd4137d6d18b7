package io.github.ropelab.model.config;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.sequence.StateRule;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Whose reading of a config is asked for. Engines give the same keys different meanings; docs/conventions.md lists where.
 */
public enum Dialect {
    /**
     * transformers 5.23. Keys that only other engines know ({@code extrapolation_factor}, {@code mixed_b}) are honoured
     * as those engines do: they have one meaning.
     */
    TRANSFORMERS("transformers", "transformers 5.23.0", new TransformersRules()),
    /** vLLM 0.33: one table for the served length, made at load. */
    VLLM("vllm", "vLLM 0.33.0", new VllmRules(), "vllm-0.33"),
    /** llama.cpp with GGUF files as its converter writes them. */
    LLAMA_CPP(
            "llama.cpp", "llama.cpp as vendored by llama-cpp-python 0.3.36", new LlamaCppRules(), "ggml", "llama-cpp"),
    /** The YaRN authors' code, jquesnelle/yarn. */
    YARN_CODE("yarn-code", "jquesnelle/yarn 995db5b5", new YarnCodeRules(), "jquesnelle", "yarn-reference"),
    /** The LongRoPE authors' code, microsoft/LongRoPE. */
    LONGROPE_CODE("longrope-code", "microsoft/LongRoPE", new LongRopeCodeRules(), "microsoft", "longrope-reference");

    private final String id;
    private final String version;
    private final DialectRules rules;
    private final List<String> aliases;

    Dialect(String id, String version, DialectRules rules, String... aliases) {
        this.id = id;
        this.version = version;
        this.rules = rules;
        this.aliases = List.of(aliases);
    }

    /** Name on the command line and in study files. */
    public String id() {
        return id;
    }

    /** The software whose behaviour it is. */
    public String version() {
        return version;
    }

    /** What the engine remembers of earlier calls when it applies the strategy. */
    public StateRule state(RopeStrategy strategy) {
        return rules.state(strategy);
    }

    /**
     * The lengths that the engine's formulas see where it serves up to the target length: an engine that makes one table
     * at load takes the target for the current length of dynamic rules.
     */
    public Lengths lengths(Lengths lengths, RopeStrategy strategy) {
        OptionalInt none = OptionalInt.empty();
        OptionalInt target = OptionalInt.of(lengths.target());
        return rules.lengths(
                new LengthFacts(
                        none,
                        none,
                        none,
                        none,
                        none,
                        false,
                        false,
                        OptionalInt.of(lengths.trained()),
                        target,
                        OptionalInt.of(lengths.current()),
                        target),
                strategy);
    }

    DialectRules rules() {
        return rules;
    }

    /**
     * The dialect with this name.
     *
     * @throws InvalidParameter if there is none
     */
    public static Dialect of(String name) {
        for (Dialect dialect : values()) {
            if (dialect.id.equals(name) || dialect.aliases.contains(name)) {
                return dialect;
            }
        }
        List<String> known = Arrays.stream(values()).map(Dialect::id).toList();
        throw new InvalidParameter("dialect", name, "be one of those known", Nearest.suggestion(name, known));
    }
}
