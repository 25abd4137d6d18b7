/** What the base allows: smallest bases per length, first negative distances, critical dimensions, ABF. */
package io.github.ropelab.experiments.reproduction.base;
