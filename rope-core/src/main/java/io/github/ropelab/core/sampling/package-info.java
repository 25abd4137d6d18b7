/**
 * Positions that training assigns to tokens so that a model meets the positions of longer texts without reading any. These
 * are no strategies: nothing of them is left when the model is used. Random numbers come from the caller.
 */
package io.github.ropelab.core.sampling;
