package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.Uniform;
import java.util.OptionalDouble;

/** Where the rotation of a score depends on the distance alone: one affine map for all queries and keys. */
final class DistanceSlope {
    /** Why a value is absent. A window scheme may score by the distance alone too, but not by one map. */
    static final String NONE = "no one affine map and constant factor score by the distance alone";

    private DistanceSlope() {}

    /** Mapped tokens per token; empty where the rotation depends on more than the distance. */
    static OptionalDouble of(PositionEncoding encoding) {
        boolean shifts = encoding.positions() instanceof Uniform uniform
                && uniform.branch().query().equals(uniform.branch().key())
                && encoding.radial().isNone()
                && encoding.axes().count() == 1;
        return shifts ? ((Uniform) encoding.positions()).branch().query().slope() : OptionalDouble.empty();
    }
}
