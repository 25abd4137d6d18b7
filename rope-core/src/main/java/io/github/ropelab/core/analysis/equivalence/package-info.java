/**
 * Are two modifications the same? Each is reduced to its position parameter iθ'; both are then compared over all cells of a
 * range of positions.
 *
 * <pre>{@code
 * PositionParameter a = PositionParameter.of(linear.encode(context), context);
 * PositionParameter b = PositionParameter.of(aligned.encode(context), context);
 * Equivalence found = Equivalence.of(a, b, 8192);
 * found.verdict(); // and found.witness() where they differ
 * }</pre>
 *
 * Two uniform schemes with affine maps are decided by algebra: the difference of two affine angles takes its extremes at the
 * corners of the triangle of cells. Window and chunk schemes are compared cell by cell, in runs of cells that share a branch on
 * both sides; no cell is left out.
 */
package io.github.ropelab.core.analysis.equivalence;
