/**
 * What happens when an engine calls a dynamic strategy again and again while old keys stay in its cache: the encoding of
 * each call, and how wrong the cached keys are under it.
 *
 * <pre>{@code
 * List<Step> steps = new CallSequence(List.of(4096, 4097)).run(strategy, context, StateRule.PER_CALL);
 * double radians = steps.get(1).stale().angle().orElseThrow().value();
 * }</pre>
 *
 * A call of length L after a shorter one of length L' adds the keys L' .. L-1 to the cache, rotated with its own encoding;
 * older keys stay as they were rotated. A call that is no longer than the one before starts a new text with an empty cache,
 * but what the engine remembers of lengths stays. Pure values; no state between runs.
 */
package io.github.ropelab.core.sequence;
