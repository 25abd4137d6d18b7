/**
 * Dumps of an engine's rotation: folders of arrays with a few words about the call, read into the core's vocabulary and
 * joined with what a config declares.
 */
package io.github.ropelab.experiments.dump;
