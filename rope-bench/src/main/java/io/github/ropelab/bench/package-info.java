/** Benchmarks of the hot loops, with JMH. Run: {@code java -jar rope-bench/target/rope-bench.jar} after a build. */
package io.github.ropelab.bench;
