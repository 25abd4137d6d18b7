/** Texts for LaTeX: escaping, and pgfplots sources of views, whose letters LaTeX sets in the paper's own font. */
package io.github.ropelab.report.latex;
