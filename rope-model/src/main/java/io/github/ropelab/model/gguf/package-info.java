/**
 * GGUF, the file format of llama.cpp: metadata, a table of tensors, and their data in blocks of quantised numbers. A file is
 * checked as a whole before memory is taken for any of it.
 */
package io.github.ropelab.model.gguf;
