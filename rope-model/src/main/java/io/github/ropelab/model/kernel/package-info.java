/**
 * The arithmetic of a forward pass in float32 behind one seam, {@link io.github.ropelab.model.kernel.Kernels}: matrix
 * products, causal attention under any encoding, norms and the gate of the feed-forward part. {@link
 * io.github.ropelab.model.kernel.FastKernels} computes in tiles, on several threads; {@link
 * io.github.ropelab.model.kernel.PlainKernels} computes in double and is the control.
 */
package io.github.ropelab.model.kernel;
