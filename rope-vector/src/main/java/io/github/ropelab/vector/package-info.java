/**
 * Inner loops on the JDK's vector module, which is still an incubator: programs that want them start Java with {@code
 * --add-modules jdk.incubator.vector}, and Java then prints a warning. Without it the plain loops of {@code
 * core.kernel} run, with the same bits. Nothing refers to this package; it is found as a service.
 */
package io.github.ropelab.vector;
