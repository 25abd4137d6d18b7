/**
 * The forward pass of a Llama-type decoder with any rotary part: RMSNorm, grouped-query attention, SwiGLU, tied or untied
 * head (Touvron et al. 2023, arXiv 2302.13971).
 *
 * <pre>{@code
 * Checkpoint checkpoint = Checkpoints.open(Path.of("data/models/tiny-llama"));
 * Llama model = Llama.load(checkpoint);
 * RotaryPart rotary = RotaryPart.of(checkpoint, Optional.of("yarn:factor=4"), tokens.length);
 * float[] nll = new ForwardPass(model, rotary, kernels, ForwardListener.none()).nll(tokens);
 * }</pre>
 */
package io.github.ropelab.model.llama;
