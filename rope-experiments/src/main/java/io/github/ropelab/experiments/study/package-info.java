/** Study files: a question, the factors to sweep, what to measure. Read whole, with every problem reported at once. */
package io.github.ropelab.experiments.study;
