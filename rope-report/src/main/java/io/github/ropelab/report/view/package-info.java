/** What will be drawn, as numbers: pure functions of results, without a drawing library. */
package io.github.ropelab.report.view;
