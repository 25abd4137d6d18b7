/**
 * Runs plans. A task is one head at one length; its strategies share the vectors and the rows of the reference. Tasks
 * run in parallel, largest first; inside of a task everything is sequential, so results do not depend on threads.
 */
package io.github.ropelab.experiments.run;
