/** What a study will compute, as a plain list of cells: printable before any work is done. */
package io.github.ropelab.experiments.plan;
