/** How modifications change the frequency of each pair: bands, bases, searched divisors, schedules, phases. */
package io.github.ropelab.experiments.reproduction.frequency;
