/**
 * Files: what is wrong with an input, said so that a person can mend it (where, which value, which rule, a suggestion);
 * hashes; writing that leaves the old file or the new one, nothing between.
 */
package io.github.ropelab.model.io;
