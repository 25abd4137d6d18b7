package io.github.ropelab.experiments.outcome;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.experiments.data.DataSet;
import io.github.ropelab.experiments.data.QkvBatch;
import io.github.ropelab.experiments.data.Slice;
import io.github.ropelab.experiments.data.SweptLengths;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A model on windows of a text. As vectors it is what its heads see before rotation, in a pass of the cell's length under one rule
 * for all cells; windows of one number end at the same token at every length, so a shorter one is no prefix of a longer.
 */
public final class ModelVectors implements DataSet {
    private final String name;
    private final StudyModel model;
    private final TextWindows windows;
    private final List<Integer> layers;
    private final List<Integer> heads;
    private final RotaryRule under;
    private final String underText;
    private final Optional<SweptLengths> ownLengths;
    private final CapturedPasses passes = new CapturedPasses();

    /**
     * @param name in results
     * @param model that is run
     * @param windows of the text
     * @param selection layers and query heads; each empty for all
     * @param under the rule of the passes that vectors are captured in
     * @param underText the same for people
     * @param ownLengths in place of the study's
     */
    public ModelVectors(
            String name,
            StudyModel model,
            TextWindows windows,
            Selection selection,
            RotaryRule under,
            String underText,
            Optional<SweptLengths> ownLengths) {
        this.name = name;
        this.model = model;
        this.windows = windows;
        this.under = under;
        this.underText = underText;
        this.ownLengths = ownLengths;
        layers = selected("layers", selection.layers(), model.shape().layers());
        heads = selected("heads", selection.heads(), model.shape().heads());
        for (int layer : layers) {
            InvalidParameter.require(
                    selection.layers().isEmpty() || model.rotates(layer),
                    "layers",
                    layer,
                    "rotate with the base " + model.base() + " of the first layer that does");
        }
    }

    /**
     * Which heads.
     *
     * @param layers empty for all that rotate with one base
     * @param heads query heads; empty for all
     */
    public record Selection(List<Integer> layers, List<Integer> heads) {}

    private List<Integer> selected(String key, List<Integer> given, int count) {
        for (int index : given) {
            InvalidParameter.require(index < count, key, index, "be below the " + count + " of the model");
        }
        InvalidParameter.require(given.stream().distinct().count() == given.size(), key, given, "not name one twice");
        return given.isEmpty()
                ? IntStream.range(0, count)
                        .filter(i -> !key.equals("layers") || model.rotates(i))
                        .boxed()
                        .toList()
                : given.stream().sorted().toList();
    }

    @Override
    public String name() {
        return name;
    }

    /** The model. */
    public StudyModel model() {
        return model;
    }

    /** The windows. */
    public TextWindows windows() {
        return windows;
    }

    @Override
    public RotaryGeometry geometry() {
        return model.geometry();
    }

    @Override
    public double base() {
        return model.base();
    }

    @Override
    public int maxTokens() {
        return windows.longest();
    }

    @Override
    public Optional<String> refusal(int tokens) {
        return windows.refusal(tokens);
    }

    /**
     * Sees to it that vectors can be captured in a cell.
     *
     * @throws InvalidParameter if the rule of the passes is not defined there
     */
    public void requireDefined(RopeContext cell) {
        RotaryRule rule = under.at(cell);
        rule.strategy().encode(cell.withLengths(rule.lengths(cell.lengths())));
    }

    @Override
    public Optional<SweptLengths> ownLengths() {
        return ownLengths;
    }

    @Override
    public String fingerprint() {
        return model.fingerprint() + " text=" + windows.sha256() + " windows=" + windows.count() + " under="
                + underText;
    }

    /** What the numbers of a window at a length depend on beside the rule. */
    public String fingerprint(int window, int tokens) {
        return model.fingerprint() + " tokens=" + windows.sha256(window, tokens);
    }

    @Override
    public String fingerprint(Slice slice, Lengths cell) {
        RotaryRule rule = under.at(new RopeContext(geometry(), base(), cell));
        RopeStrategy strategy = rule.strategy();
        return fingerprint(slice.seed().orElseThrow(), cell.current()) + " under="
                + strategy.type().id() + "@" + strategy.type().version() + strategy.parameters() + " seen="
                + rule.lengths(cell);
    }

    /** Window by window, so that the heads of a pass follow each other. */
    @Override
    public List<Slice> slices() {
        List<Slice> slices = new ArrayList<>();
        for (int window = 0; window < windows.count(); window++) {
            for (int layer : layers) {
                for (int head : heads) {
                    slices.add(new Slice(OptionalInt.of(layer), OptionalInt.of(head), OptionalInt.of(window)));
                }
            }
        }
        return slices;
    }

    @Override
    public QkvBatch load(Slice slice, int tokens) {
        return load(slice, new Lengths(model.trained(), tokens, tokens));
    }

    private record Pass(int window, Lengths cell) {}

    @Override
    public QkvBatch load(Slice slice, Lengths cell) {
        int window = slice.seed().orElseThrow();
        return passes.get(new Pass(window, cell), () -> captured(window, cell))
                .head(slice.layer().orElseThrow(), slice.head().orElseThrow());
    }

    private CapturedPass captured(int window, Lengths cell) {
        return new CapturedPass(model.shape(), layers)
                .after(listener -> model.run(under, cell, windows.window(window, cell.current()), listener));
    }

    /** Makes a pass that vectors are captured in and keeps nothing of it: to see what it costs. */
    public void tryOut(Lengths cell) {
        captured(0, cell);
    }

    @Override
    public SortedMap<String, String> provenance() {
        SortedMap<String, String> provenance = new TreeMap<>(model.provenance());
        provenance.put("kind", "model");
        provenance.put("trained_length", Integer.toString(model.trained()));
        provenance.put("tokenizer", model.tokenizer().name());
        provenance.put("text", windows.text());
        provenance.put("text_sha256", windows.sha256());
        provenance.put("windows", Integer.toString(windows.count()));
        provenance.put("under", underText);
        return provenance;
    }
}
