/** What differs between two runs, row by row and in where they come from. */
package io.github.ropelab.experiments.diff;
