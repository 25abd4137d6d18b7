package io.github.ropelab.experiments.random;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.commons.rng.core.source64.XoShiRo256PlusPlus;

/**
 * A path of names that addresses a random stream, as in {@code root(7).child("gaussian").child("seed", 3)}. The
 * generator is xoshiro256++ (Blackman and Vigna 2019) seeded with the SHA-256 of the path: neither order, nor thread,
 * nor strategy enters, so that all strategies of a study see the same vectors.
 */
public final class Streams {
    private final String path;

    private Streams(String path) {
        this.path = path;
    }

    /** The root of all streams of a study. */
    public static Streams root(long seed) {
        return new Streams("root=" + seed);
    }

    /** A stream below this one. */
    public Streams child(String name) {
        return new Streams(path + "/" + name);
    }

    /** A numbered stream below this one. */
    public Streams child(String name, long value) {
        return child(name + "=" + value);
    }

    /** A fresh generator of standard normal values, always at the stream's beginning. */
    public Gaussian gaussian() {
        return new Gaussian(generator());
    }

    /** A fresh generator of whole numbers, always at the stream's beginning. */
    public Uniform uniform() {
        return new Uniform(generator());
    }

    private XoShiRo256PlusPlus generator() {
        ByteBuffer hash = ByteBuffer.wrap(sha256(path));
        return new XoShiRo256PlusPlus(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    }

    @Override
    public String toString() {
        return path;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
