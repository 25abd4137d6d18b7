/** Relative positions as papers draw them, lengths that they reach, expected scores by distance. */
package io.github.ropelab.experiments.reproduction.distance;
