/** Compares the results of a run with what a study is expected to give, in both directions. */
package io.github.ropelab.experiments.verify;
