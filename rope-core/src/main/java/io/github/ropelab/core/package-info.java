/**
 * The vocabulary: what a position strategy does to attention, as plain values.
 *
 * <p>For query position {@code m}, key position {@code n} and rotary pair {@code i} every scheme of the catalogue has
 * the form
 *
 * <pre>
 * logit(m,n) = logitScale(m) · [ a² · Σ_i ⟨R(ω_i·p_b(m)) q_i , R(ω_i·r_b(n)) k_i⟩ + Σ_unrotated q·k ] / √headDim,
 *              b = select(m,n)
 * </pre>
 *
 * A {@link io.github.ropelab.core.RopeStrategy} is the open recipe: a small record that turns a {@link
 * io.github.ropelab.core.RopeContext} into a {@link io.github.ropelab.core.PositionEncoding}, the closed effect that
 * kernels, metrics and figures work on: frequencies ω, position maps p and r per branch b, amplitude a, logit scale.
 *
 * <p>All values are immutable and safe to share between threads. Positions are 0-based, frequencies are radians per
 * token, wavelengths are tokens. Transcendental functions are {@link StrictMath}'s, so that the same context gives the
 * same bits on every machine.
 *
 * <pre>{@code
 * RopeContext context = new RopeContext(RotaryGeometry.full(128, Pairing.HALF_SPLIT), 10_000, Lengths.extended(2048, 8192));
 * PositionEncoding encoding = Yarn.withFactor(4).encode(context);
 * double slowest = encoding.frequencies().omega(63);
 * }</pre>
 */
package io.github.ropelab.core;
