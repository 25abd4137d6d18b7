/**
 * Where queries, keys and values come from: captures of real models in safetensors files, and Gaussian vectors. A data
 * set names its geometry, its slices (layer, head or seed) and a fingerprint of its content; loading a slice at a
 * shorter length gives a prefix of the longer one.
 */
package io.github.ropelab.experiments.data;
