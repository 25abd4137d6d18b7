/** Tensors in files: NPY and safetensors, checked as a whole before any value is read. */
package io.github.ropelab.model.tensor;
