/** The self-contained HTML report of a run. */
package io.github.ropelab.report.site;
