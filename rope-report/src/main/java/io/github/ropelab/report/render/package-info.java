/** Views as pictures in one house style. The only package that knows XChart. */
package io.github.ropelab.report.render;
