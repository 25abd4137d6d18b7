package io.github.ropelab.experiments.reproduction.interpolation;

import io.github.ropelab.experiments.published.Citation;
import io.github.ropelab.experiments.published.Reading;
import io.github.ropelab.experiments.reproduction.frame.Publications;

/** The paper of position interpolation. */
final class PositionInterpolationPaper {
    private PositionInterpolationPaper() {}

    /** A place in it. */
    static Citation at(String where) {
        return Publications.POSITION_INTERPOLATION.at(
                where, Reading.READ, "the paper was read with the code of its appendix");
    }
}
