/** The command line: thin commands over the public API of the other modules. */
package io.github.ropelab.cli;
