/**
 * Encodings in the spelling of the engines that run models, and back: {@link
 * io.github.ropelab.experiments.export.RopeExport} writes, {@link io.github.ropelab.experiments.export.VllmArguments} and
 * {@link io.github.ropelab.experiments.export.LlamaCppFlags} read. Every spelling is read back by the engine's own rules
 * before it is given out; what cannot be said is an error with the nearest strategy that can.
 *
 * <pre>{@code
 * RopeSetup setup = RopeRequest.ofStrategy("yarn:factor=4").widths(...).lengths(...).resolve();
 * String config = RopeExport.toTransformers(setup, RopeExport.Spelling.ROPE_PARAMETERS).text();
 * }</pre>
 */
package io.github.ropelab.experiments.export;
