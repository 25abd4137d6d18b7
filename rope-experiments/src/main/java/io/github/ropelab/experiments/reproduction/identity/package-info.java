/** Which modifications are one, which are flawed, and where engines differ. */
package io.github.ropelab.experiments.reproduction.identity;
