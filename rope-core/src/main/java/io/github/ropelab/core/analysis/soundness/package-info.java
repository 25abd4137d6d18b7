/**
 * Is a modification sound? A {@link io.github.ropelab.core.analysis.soundness.Modification} is any rotation of queries and
 * keys: a catalogue entry, the tables of an engine, somebody's own function. It is checked against what it promises, and a
 * breach is named where the evidence tells which mistake it is.
 *
 * <pre>{@code
 * var mine = Modification.of(geometry, (q, m) -> myQuery(q, m), (k, n) -> myKey(k, n));
 * Soundness result = Soundness.of(Subject.of(mine, Promise.rotation(1, Arithmetic.F64)), Trial.of(geometry, 8192));
 * result.findings().forEach(System.out::println);
 * }</pre>
 *
 * <p>No single check is enough: shift invariance passes an offset on one side only, norms pass it too, and the score of a
 * token with itself passes rounded positions. Operands never stand at position 0, where many mistakes vanish; only {@link
 * io.github.ropelab.core.analysis.soundness.AtOrigin} looks there.
 */
package io.github.ropelab.core.analysis.soundness;
