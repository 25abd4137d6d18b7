/** Summaries of values over heads and draws. */
package io.github.ropelab.report.stats;
