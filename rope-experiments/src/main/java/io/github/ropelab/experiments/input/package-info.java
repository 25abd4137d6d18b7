/** What is wrong with an input, said so that a person can mend it: where, which value, which rule, a suggestion. */
package io.github.ropelab.experiments.input;
