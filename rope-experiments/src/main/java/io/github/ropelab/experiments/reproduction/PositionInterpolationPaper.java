package io.github.ropelab.experiments.reproduction;

import io.github.ropelab.experiments.published.Citation;
import io.github.ropelab.experiments.published.Reading;

/** The paper of position interpolation. */
final class PositionInterpolationPaper {
    private PositionInterpolationPaper() {}

    /** A place in it. */
    static Citation at(String where) {
        return Citation.arxiv(
                "chen2023pi",
                "Shouyuan Chen and Sherman Wong and Liangjian Chen and Yuandong Tian",
                2023,
                "Extending Context Window of Large Language Models via Positional Interpolation",
                "2306.15595",
                where,
                Reading.READ,
                "the paper was read with the code of its appendix");
    }
}
