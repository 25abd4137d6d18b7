/** What the explorer page asks of core, as text in and out: compiled to JavaScript, the page's numbers are core's own. */
package io.github.ropelab.explorer;
