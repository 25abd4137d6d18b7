/** Facts of an encoding: effective positions, what happens to each pair, what leaves the trained range. */
package io.github.ropelab.core.analysis;
