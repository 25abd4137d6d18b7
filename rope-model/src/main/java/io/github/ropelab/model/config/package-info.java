/**
 * From what engines and people write to a context and a strategy: Hugging Face {@code config.json}, rope blocks, and
 * the one-line form {@code yarn:factor=4}.
 */
package io.github.ropelab.model.config;
