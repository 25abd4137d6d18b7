/** Studies without a file: a config and a few wishes become a study file that anybody can run again. */
package io.github.ropelab.experiments.compare;
