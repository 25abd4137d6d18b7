/**
 * One level above strategies: which layer of a model uses which strategy, base and mask. Strategies never see layer numbers.
 *
 * <pre>{@code
 * LayerRule local = new LayerRule("sliding_attention", plain, 10_000, new Visibility.SlidingWindow(1024));
 * LayerRule global = new LayerRule("full_attention", linear, 1_000_000, new Visibility.Full());
 * ModelRope gemma3 = ModelRope.everyNth(34, 6, local, global);
 * }</pre>
 *
 * Layers are counted from 0. All values are immutable.
 */
package io.github.ropelab.core.layer;
