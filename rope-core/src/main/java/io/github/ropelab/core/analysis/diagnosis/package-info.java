/**
 * What rotation does an engine really apply? A dump (tables, frequencies, or vectors before and after) is reduced to one
 * complex number per row and pair, compared with the declared encoding, and explained by families of defects.
 */
package io.github.ropelab.core.analysis.diagnosis;
