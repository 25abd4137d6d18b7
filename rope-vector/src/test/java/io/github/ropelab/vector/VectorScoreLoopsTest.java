package io.github.ropelab.vector;

import io.github.ropelab.core.kernel.ScoreLoopsTest;

/** The core's comparison of each loop with double, with the vector loops as the installed ones. */
class VectorScoreLoopsTest extends ScoreLoopsTest {}
