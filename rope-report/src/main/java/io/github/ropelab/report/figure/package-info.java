/** One file per figure, and the catalogue of all of them: results in, views out. */
package io.github.ropelab.report.figure;
