/**
 * The arithmetic of a forward pass in float32 behind one seam, {@link io.github.ropelab.model.kernel.Kernels}: matrix
 * products, causal attention under any encoding, the gate of the feed-forward part. The plain kernels compute in double
 * and are the control.
 */
package io.github.ropelab.model.kernel;
