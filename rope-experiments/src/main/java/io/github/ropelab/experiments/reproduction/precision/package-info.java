/** What half and single precision leave of angles, tables and shift invariance. */
package io.github.ropelab.experiments.reproduction.precision;
