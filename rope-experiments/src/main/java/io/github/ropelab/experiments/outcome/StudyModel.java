package io.github.ropelab.experiments.outcome;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.layer.LayerRule;
import io.github.ropelab.core.layer.ModelRope;
import io.github.ropelab.model.checkpoint.Checkpoint;
import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.config.StrategyText;
import io.github.ropelab.model.io.FileHash;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import io.github.ropelab.model.llama.ForwardListener;
import io.github.ropelab.model.llama.ForwardPass;
import io.github.ropelab.model.llama.Llama;
import io.github.ropelab.model.llama.LlamaShape;
import io.github.ropelab.model.llama.RotaryPart;
import io.github.ropelab.model.tokens.Tokenizer;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * A model that a study runs under many rules. Its weights are read when they are first needed, once, and shared. Safe to
 * share between threads.
 */
public final class StudyModel {
    private final Checkpoint checkpoint;
    private final Tokenizer tokenizer;
    private final PassGate gate;
    private final ModelRope plain;
    private final RopeStrategy rotates;
    private final RotaryGeometry geometry;
    private final LayerRule first;
    private final SortedMap<String, String> provenance;
    private final String fingerprint;
    private Llama weights;

    /**
     * @param checkpoint opened
     * @param gate of the study
     * @throws InvalidInput if no layer rotates
     */
    public StudyModel(Checkpoint checkpoint, PassGate gate) {
        this.checkpoint = checkpoint;
        this.gate = gate;
        tokenizer = checkpoint.tokenizer();
        provenance = checkpoint.provenance();
        fingerprint = "weights=" + provenance.get("sha256") + " config=" + FileHash.sha256(checkpoint.config())
                + " tokenizer=" + tokenizer.name() + " kernels=" + StudyKernels.KIND;
        Map<String, Object> none = StrategyText.parse("none");
        RopeRequest request = RopeRequest.ofConfigText(checkpoint.origin(), checkpoint.config(), Optional.of(none))
                .assumeCurrent(1);
        rotates = request.resolve().strategy();
        geometry = request.resolve().context().geometry();
        plain = request.model()
                .orElseThrow(() ->
                        new InvalidInput(checkpoint.origin(), Problem.of("num_hidden_layers", "missing", "be given")));
        first = plain.layers().stream()
                .filter(this::rotates)
                .findFirst()
                .orElseThrow(
                        () -> new InvalidInput(checkpoint.origin(), Problem.of("", "", "have a layer that rotates")));
    }

    private boolean rotates(LayerRule rule) {
        return rule.strategy().equals(rotates);
    }

    /** Whether a layer rotates, with the base of {@link #base}. */
    public boolean rotates(int layer) {
        LayerRule rule = plain.layer(layer);
        return rotates(rule) && rule.base() == base();
    }

    /** Name of the kernels that run models. */
    public static String kernels() {
        return StudyKernels.create(true).name();
    }

    /** Sizes. */
    public LlamaShape shape() {
        return checkpoint.shape();
    }

    /** The tokenizer. */
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** Shape of a head. */
    public RotaryGeometry geometry() {
        return geometry;
    }

    /** θ base of the first layer that rotates. */
    public double base() {
        return first.base();
    }

    /** Trained length, tokens. */
    public int trained() {
        return checkpoint.trainedLength();
    }

    /** SHA-256 of the weights, format, licence and what else is known. */
    public SortedMap<String, String> provenance() {
        return provenance;
    }

    /** What its numbers depend on beside the rule and the tokens. */
    public String fingerprint() {
        return fingerprint;
    }

    /** Multiply-adds of a pass: of the matrices, and of the scores and outputs of attention with one branch. */
    public long multiplyAdds(int tokens) {
        LlamaShape shape = shape();
        long matrices = shape.parameters() - (shape.tied() ? 0 : (long) shape.vocabulary() * shape.width());
        return tokens * matrices + 2 * scores(tokens) * shape.headDim();
    }

    /** Query-key scores of a pass. */
    public long scores(int tokens) {
        return (long) shape().layers() * shape().heads() * ((long) tokens * (tokens + 1) / 2);
    }

    /** The rotary part with a rule in every layer that rotates; the other layers stay as the config has them. */
    RotaryPart rotary(RotaryRule rule, Lengths cell) {
        RotaryRule own = rule.at(new RopeContext(geometry, base(), cell));
        ModelRope layers = new ModelRope(plain.layers().stream()
                .map(layer -> rotates(layer)
                        ? new LayerRule(layer.kind(), own.strategy(), layer.base(), layer.visibility())
                        : layer)
                .toList());
        return new RotaryPart(layers, geometry, cell, own.lengths(cell));
    }

    /** The weights. */
    synchronized Llama weights() {
        if (weights == null) {
            weights = checkpoint.load();
        }
        return weights;
    }

    /**
     * Uses the model on sequences.
     *
     * @param cell lengths; a sequence that is not as long as the current length has its own
     * @param layer is told of each layer of a pass that is done, counted from 1
     * @param use what is done with it, on this thread; the pass ends with a {@link java.util.concurrent.CancellationException}
     *     where the thread is interrupted
     */
    public <T> T use(RotaryRule rule, Lengths cell, IntConsumer layer, Function<SequenceModel, T> use) {
        return gate.run(
                multiplyAdds(cell.current()),
                alone -> use.apply(new SequenceModel(
                        weights(),
                        tokenizer,
                        StudyKernels.create(alone),
                        tokens -> rotary(rule, new Lengths(cell.trained(), cell.target(), tokens)),
                        new StoppedPass(layer))));
    }

    /** A pass over the layers alone. */
    void run(RotaryRule rule, Lengths cell, int[] tokens, ForwardListener listener) {
        gate.run(multiplyAdds(cell.current()), alone -> new ForwardPass(
                        weights(), rotary(rule, cell), StudyKernels.create(alone), listener)
                .hidden(tokens));
    }
}
