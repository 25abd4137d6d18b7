/** Engines' cos and sin tables as subjects of {@code io.github.ropelab.core.analysis.soundness}. */
package io.github.ropelab.experiments.soundness;
