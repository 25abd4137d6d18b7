package io.github.ropelab.experiments.dump;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.PairAxes;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.analysis.diagnosis.CallFacts;
import io.github.ropelab.core.analysis.diagnosis.Declaration;
import io.github.ropelab.core.analysis.diagnosis.RotationDump;
import io.github.ropelab.core.analysis.diagnosis.Setting;
import io.github.ropelab.core.sequence.StateRule;
import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.config.RopeSetup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a config declares for the call that was dumped.
 *
 * @param declaration the rotation and its alternatives
 * @param setup as the config was read
 */
public record DeclaredByConfig(Declaration declaration, RopeSetup setup) {
    /**
     * Resolves the request for the call: its layer type, its length (the largest position plus 1 where nothing says it), and
     * the calls before it, as far as the engine remembers them.
     */
    public static DeclaredByConfig of(RopeRequest request, DumpFolder folder, RotationDump dump) {
        DumpCall call = folder.call();
        double largest = Arrays.stream(dump.positions())
                .flatMapToDouble(Arrays::stream)
                .max()
                .orElse(0);
        int length = call.seqLen().orElse((int) Math.max(1, Math.floor(largest) + 1));
        folder.headDim().ifPresent(request::assumeHeadDim);
        RopeSetup setup =
                request.assumeLayerType(call.layerType()).assumeCurrent(length).resolve();
        folder.requireHeadDim(setup.context().geometry().headDim());
        Map<String, Setting> others = new LinkedHashMap<>();
        request.otherLayers().forEach((name, other) -> others.put(name, setting(other)));
        List<String> notes = new ArrayList<>(setup.notes());
        if (!request.layerChosen() && !others.isEmpty()) {
            notes.add("the config treats layers differently; this is taken for full_attention, not for "
                    + String.join(", ", others.keySet()) + ": say layer_type in dump.json or give --layer-type");
        }
        setup = new RopeSetup(
                afterCalls(setup, call.previousLengths()),
                setup.strategy(),
                setup.dialect(),
                setup.trainedKnown(),
                notes);
        int pairs = setup.encoding().frequencies().pairs();
        Optional<PairAxes> axes = request.axesInWords().map(words -> AxisWords.read(words, call.axisNames(), pairs));
        List<Integer> otherLengths = new ArrayList<>(call.previousLengths());
        otherLengths.addAll(request.namedLengths());
        CallFacts facts = new CallFacts(
                call.seqLen(),
                call.prefillLength(),
                call.leftPadding(),
                otherLengths,
                call.axisNames(),
                call.fromCache());
        return new DeclaredByConfig(new Declaration(setting(setup), others, axes, facts), setup);
    }

    private static Setting setting(RopeSetup setup) {
        return new Setting(setup.strategy(), setup.context());
    }

    /** The context with the current length that the engine's memory leads to. */
    private static RopeContext afterCalls(RopeSetup setup, List<Integer> previous) {
        Lengths lengths = setup.context().lengths();
        if (previous.isEmpty()) {
            return setup.context();
        }
        StateRule rule = setup.dialect().state(setup.strategy());
        int current = rule.after(previous, lengths.current(), lengths.trained());
        return setup.context().withLengths(new Lengths(lengths.trained(), lengths.target(), current));
    }
}
