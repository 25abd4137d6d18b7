/** Published results that were computed anew, as files: figures, tables, pages, LaTeX and bibliography. */
package io.github.ropelab.report.reproduction;
