/** YAML and its fields, read with the place of every value. */
package io.github.ropelab.experiments.input;
