package io.github.ropelab.model.config;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RotaryGeometry;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * All that a config, its block and a user may say about the shape of a head. A width that the user gives is another head:
 * the config's share and rotary width do not apply to it.
 *
 * @param file the config
 * @param used the block in force
 * @param headDim components, asked for by the user; wins
 * @param rotaryDim components that rotate, asked for by the user; wins
 * @param pairing asked for by the user; wins
 */
record HeadFacts(
        Optional<HuggingFaceConfig> file,
        RopeBlock used,
        OptionalInt headDim,
        OptionalInt rotaryDim,
        Optional<Pairing> pairing) {

    /**
     * The geometry before the strategy has its say.
     *
     * @throws InvalidParameter if nothing says how wide a head is, or two values contradict each other
     */
    RotaryGeometry geometry() {
        InvalidParameter.require(
                file.isPresent() || headDim.isPresent(),
                "--head-dim",
                "missing",
                "be given where there is no --config and no --preset");
        int head = headDim.isPresent() ? headDim.getAsInt() : file.orElseThrow().headDim();
        Pairing layout =
                pairing.or(() -> file.flatMap(HuggingFaceConfig::layout)).orElse(Pairing.HALF_SPLIT);
        return new RotaryGeometry(head, rotatedWidth(head), layout);
    }

    private int rotatedWidth(int head) {
        if (rotaryDim.isPresent()) {
            return rotaryDim.getAsInt();
        }
        OptionalDouble share = used.partialRotaryFactor();
        if (share.isEmpty() && !used.hasOwnShare() && headDim.isEmpty() && file.isPresent()) {
            share = file.get().facts(false).partialRotaryFactor();
            boolean unsaid = share.isEmpty() && file.get().rotaryDim().isEmpty();
            share = unsaid ? DefaultHeads.share(file.get().facts(false)) : share;
        }
        share.ifPresent(
                p -> InvalidParameter.require(p > 0 && p <= 1, "partial_rotary_factor", p, "be above 0 and at most 1"));
        int byShare = (int) (head * share.orElse(1));
        OptionalInt width = headDim.isPresent() || used.hasOwnShare()
                ? OptionalInt.empty()
                : file.map(HuggingFaceConfig::rotaryDim).orElse(OptionalInt.empty());
        if (width.isPresent() && share.isPresent()) {
            InvalidParameter.require(
                    width.getAsInt() == byShare,
                    "rotary_dim",
                    width.getAsInt(),
                    "equal head_dim × partial_rotary_factor (" + byShare + ") where both are given");
        }
        return width.orElse(byShare);
    }
}
