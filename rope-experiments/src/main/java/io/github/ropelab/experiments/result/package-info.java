/**
 * Tidy results, one row per value, and the manifest that says where they come from: the only door to reports. The only
 * package that knows Tablesaw.
 */
package io.github.ropelab.experiments.result;
