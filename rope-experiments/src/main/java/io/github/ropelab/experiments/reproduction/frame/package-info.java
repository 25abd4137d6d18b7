/** What a reproduction is made of: its interface, what it may use, what it hands back. */
package io.github.ropelab.experiments.reproduction.frame;
