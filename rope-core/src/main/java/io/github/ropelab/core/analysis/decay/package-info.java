/**
 * The decay curve B(m) = Σ_i cos(m·ω_i) of an encoding: where it first falls below zero, and which bases keep it from doing so
 * up to a length (Men et al. 2024, Base of RoPE Bounds Context Length, arXiv 2405.14591).
 */
package io.github.ropelab.core.analysis.decay;
