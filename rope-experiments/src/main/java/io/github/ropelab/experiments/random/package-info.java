/** Named, order-free random streams: what is drawn depends on the name of the stream and on nothing else. */
package io.github.ropelab.experiments.random;
