package io.github.ropelab.report.reproduction;

/**
 * What computed.
 *
 * @param version of the toolkit
 * @param commit of the toolkit
 * @param java version of Java
 */
public record Provenance(String version, String commit, String java) {}
