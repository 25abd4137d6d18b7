/**
 * Expected values of scores and attention rows for Gaussian queries and keys, in closed form or by one quadrature: an
 * oracle for the kernels and metrics, which estimate the same numbers from drawn vectors. With independent vectors every
 * strategy without a temperature has the same scores in law; only comparisons of two encodings see the strategy.
 */
package io.github.ropelab.experiments.expectation;
