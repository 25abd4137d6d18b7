/**
 * Loops on primitive arrays: rotating vectors, computing rows of logits. Checks stand before the loops; allocation
 * happens at construction. Nothing of size length × length is ever held.
 *
 * <p>Objects of this package that hold buffers are not thread safe; build one per thread.
 */
package io.github.ropelab.core.kernel;
