/** Tables of a study: what they hold, and their text as CSV, Markdown and LaTeX. */
package io.github.ropelab.report.table;
