/** RoFormer and Position Interpolation: bounds of scores over distance, fitted scores. */
package io.github.ropelab.experiments.reproduction.interpolation;
