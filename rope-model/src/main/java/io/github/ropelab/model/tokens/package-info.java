/** From text to token numbers and back. */
package io.github.ropelab.model.tokens;
