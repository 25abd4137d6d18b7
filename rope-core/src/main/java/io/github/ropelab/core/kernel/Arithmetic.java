package io.github.ropelab.core.kernel;

/** How an angle and its cosine are rounded: a factor of an experiment, not an accident. */
public enum Arithmetic {
    /** Everything in double. */
    F64 {
        @Override
        public double angle(double position, double omega) {
            return position * omega;
        }

        @Override
        public double round(double value) {
            return value;
        }
    },
    /**
     * As float32 engines do: position and frequency are rounded to float, multiplied in float, and cos and sin of that
     * float angle are rounded to float. At position 10⁵ the angle is off by up to 4·10⁻³.
     */
    F32 {
        @Override
        public double angle(double position, double omega) {
            return (float) position * (float) omega;
        }

        @Override
        public double round(double value) {
            return (float) value;
        }
    };

    /** position (tokens) × omega (radians per token), radians. */
    public abstract double angle(double position, double omega);

    /** The value that this arithmetic can store nearest to {@code value}. */
    public abstract double round(double value);

    /** Lower-case name in files. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
