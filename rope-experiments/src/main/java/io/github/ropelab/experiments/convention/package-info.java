/**
 * The ledger of conventions: where engines give one name different meanings, what RopeLab measures of it, and how to ask
 * for each side. {@link io.github.ropelab.experiments.convention.Conventions} holds the rows; docs/conventions.md is made
 * from them. One file per theme. A fact is computed when the row is asked for, through the same requests that users make.
 */
package io.github.ropelab.experiments.convention;
