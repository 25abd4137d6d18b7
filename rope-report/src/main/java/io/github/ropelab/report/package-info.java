/** From a finished run to figures, tables and a report. Numbers come from {@code results.csv} and nowhere else. */
package io.github.ropelab.report;
