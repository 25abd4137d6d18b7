/** A whole model in use: its losses and hits on token sequences under any rotary part. */
package io.github.ropelab.experiments.outcome;
