/** Summaries of values over heads and draws, and paired comparisons over them. */
package io.github.ropelab.report.stats;
