/**
 * Finished cells on disk, addressed by what they are. A cell appears whole or not at all; one that was changed or cut
 * off is not believed but computed again.
 */
package io.github.ropelab.experiments.store;
