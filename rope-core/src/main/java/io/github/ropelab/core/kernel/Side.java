package io.github.ropelab.core.kernel;

import io.github.ropelab.core.Branch;
import io.github.ropelab.core.PositionMap;
import io.github.ropelab.core.RadialScale;

/** Which of the two vectors of a score: they may have other position maps, and grow the opposite way under xPos. */
public enum Side {
    /** The vector at the later token. */
    QUERY {
        @Override
        public PositionMap map(Branch branch) {
            return branch.query();
        }

        @Override
        double factor(RadialScale radial, int pair, double position) {
            return radial.ofQuery(pair, position);
        }
    },
    /** The vector that is attended to. */
    KEY {
        @Override
        public PositionMap map(Branch branch) {
            return branch.key();
        }

        @Override
        double factor(RadialScale radial, int pair, double position) {
            return radial.ofKey(pair, position);
        }
    };

    /** The branch's map of this side's positions. */
    public abstract PositionMap map(Branch branch);

    /** The radial factor on the components of a pair, position in tokens from the call's centre. */
    abstract double factor(RadialScale radial, int pair, double position);
}
