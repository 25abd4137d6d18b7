package io.github.ropelab.core.analysis.soundness;

import io.github.ropelab.core.AttentionScale;
import io.github.ropelab.core.Branch;
import io.github.ropelab.core.Invariance;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.kernel.Arithmetic;
import java.util.Optional;
import java.util.Set;

/**
 * What a modification claims of itself. A breach of a claim is a finding; what was never claimed is reported as a note.
 *
 * @param kept invariances that it claims
 * @param keepsNorms whether norms stay, up to the amplitude
 * @param followsLength whether it says of itself that it changes with the current length
 * @param attention declared amplitude A on cos and sin, declared temperature
 * @param encoding the encoding that it claims to be; empty where no schedule is declared
 * @param context where that encoding was made: θ base, trained length; empty where nothing is known of it
 * @param trainedKnown whether the context's trained length means anything
 * @param arithmetic the precision that it works in: tolerances follow it
 */
public record Promise(
        Set<Invariance> kept,
        boolean keepsNorms,
        boolean followsLength,
        AttentionScale attention,
        Optional<PositionEncoding> encoding,
        Optional<RopeContext> context,
        boolean trainedKnown,
        Arithmetic arithmetic) {
    /** Copies the set. */
    public Promise {
        kept = Set.copyOf(kept);
    }

    /** What a catalogue entry declares of itself; norms are kept unless its encoding declares a radial part. */
    public static Promise of(RopeStrategy strategy, RopeContext context, Arithmetic arithmetic) {
        PositionEncoding encoding = strategy.encode(context);
        return new Promise(
                strategy.type().invariances(),
                encoding.radial().isNone(),
                strategy.dynamic(),
                encoding.attention(),
                Optional.of(encoding),
                Optional.of(context),
                true,
                arithmetic);
    }

    /** A rotation with an amplitude on cos and sin, and nothing known of its frequencies. */
    public static Promise rotation(double amplitude, Arithmetic arithmetic) {
        return new Promise(
                Set.of(Invariance.SHIFT),
                true,
                false,
                AttentionScale.amplitude(amplitude),
                Optional.empty(),
                Optional.empty(),
                false,
                arithmetic);
    }

    /** This promise with a schedule, of an encoding that was made in a context nothing is known of. */
    public Promise withEncoding(PositionEncoding declared) {
        return new Promise(
                kept, keepsNorms, followsLength, attention, Optional.of(declared), context, trainedKnown, arithmetic);
    }

    /** This promise where the context's trained length is a stand-in. */
    public Promise withoutTrainedLength() {
        return new Promise(kept, keepsNorms, followsLength, attention, encoding, context, false, arithmetic);
    }

    /**
     * What an engine claims that serves a growing text from a cache of rotated keys: scores as if all were rotated anew. No
     * schedule is declared, since each call has its own.
     */
    public Promise servedFromCache() {
        return new Promise(kept, keepsNorms, false, attention, Optional.empty(), context, trainedKnown, arithmetic);
    }

    /** The declared factor A on cos and sin. */
    public double amplitude() {
        return attention.amplitude();
    }

    /** Largest |ω·p| of a cell, radians: what the rounding of an angle is proportional to. */
    double argument(int query, int key) {
        if (encoding.isEmpty()) {
            return Math.max(Math.abs(query), Math.abs(key));
        }
        Branch branch = encoding.get().positions().branchFor(query, key);
        double position = Math.max(
                Math.abs(branch.query().at(query)), Math.abs(branch.key().at(key)));
        return position * Math.max(1, largestFrequency(encoding.get()));
    }

    private static double largestFrequency(PositionEncoding encoding) {
        double largest = 0;
        for (int i = 0; i < encoding.frequencies().pairs(); i++) {
            largest = Math.max(largest, encoding.frequencies().omega(i));
        }
        return largest;
    }
}
