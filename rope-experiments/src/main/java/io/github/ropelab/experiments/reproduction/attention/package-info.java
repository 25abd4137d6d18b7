/** Drift, entropy and norms of drawn and of captured queries and keys. */
package io.github.ropelab.experiments.reproduction.attention;
