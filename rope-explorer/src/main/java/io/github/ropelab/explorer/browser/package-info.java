/** How {@link io.github.ropelab.explorer.Exploration} becomes JavaScript; needed by the compiler alone. */
package io.github.ropelab.explorer.browser;
