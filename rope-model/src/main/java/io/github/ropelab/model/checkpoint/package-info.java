/**
 * Checkpoints of Llama-type models, whatever their files: Hugging Face folders (safetensors and config.json) and GGUF. All
 * names and shapes are checked before a weight is read.
 */
package io.github.ropelab.model.checkpoint;
