package io.github.ropelab.experiments.export;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.PositionScheme;
import io.github.ropelab.core.Uniform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How far other frequencies with plain positions miss the angles of an encoding: the largest |ω_i·d(m,n) - ω'_i·(m-n)| over
 * pairs and over queries m and keys n ≤ m below a length, radians.
 *
 * <p>For one pair this is a convex function of (d, m-n), so its largest value lies on a corner of the convex hull of all
 * (d, m-n); only the corners are kept. Maps with one slope have two of them, which is exact. For other schemes every key of
 * the last 64 queries is looked at, which is exact where d depends on m-n alone, and a grid of at most 1024 × 1024 queries
 * and keys besides; up to 1024 tokens the grid is every cell. Memory grows with the length, not with its square.
 */
final class AngleError {
    private static final int LAST_QUERIES = 64;
    private static final int GRID = 1024;

    private record Corner(double effective, double distance) {}

    private final FrequencySchedule frequencies;
    private final List<Corner> corners;

    private AngleError(FrequencySchedule frequencies, List<Corner> corners) {
        this.frequencies = frequencies;
        this.corners = corners;
    }

    /** The angles of an encoding over {@code tokens} tokens. */
    static AngleError of(PositionEncoding encoding, int tokens) {
        return new AngleError(encoding.frequencies(), corners(encoding.positions(), tokens));
    }

    /** The largest error of {@code other} with plain positions, radians. */
    double against(FrequencySchedule other) {
        double largest = 0;
        for (int i = 0; i < frequencies.pairs(); i++) {
            for (Corner corner : corners) {
                double error = frequencies.omega(i) * corner.effective() - other.omega(i) * corner.distance();
                largest = Math.max(largest, Math.abs(error));
            }
        }
        return largest;
    }

    private static List<Corner> corners(PositionScheme positions, int tokens) {
        if (positions instanceof Uniform uniform) {
            OptionalDouble slope = uniform.branch().query().slope();
            if (slope.isPresent() && slope.equals(uniform.branch().key().slope())) {
                return List.of(corner(positions, 0, 0), corner(positions, tokens - 1, 0));
            }
        }
        double[] least = new double[tokens];
        double[] most = new double[tokens];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
        int step = (tokens + GRID - 1) / GRID;
        for (int query = 0; query < tokens; query++) {
            boolean last = query >= tokens - LAST_QUERIES;
            if (last || query % step == 0) {
                for (int key = 0; key <= query; key += last ? 1 : step) {
                    double effective = positions.effectiveDistance(query, key);
                    least[query - key] = Math.min(least[query - key], effective);
                    most[query - key] = Math.max(most[query - key], effective);
                }
            }
        }
        List<Corner> corners = new ArrayList<>(chain(least, 1));
        corners.addAll(chain(most, -1));
        return corners;
    }

    private static Corner corner(PositionScheme positions, int query, int key) {
        return new Corner(positions.effectiveDistance(query, key), query - key);
    }

    /** The lower (side 1) or upper (side -1) half of the hull, by Andrew's monotone chain. */
    private static List<Corner> chain(double[] effective, int side) {
        List<Corner> chain = new ArrayList<>();
        for (int distance = 0; distance < effective.length; distance++) {
            if (!Double.isFinite(effective[distance])) {
                continue;
            }
            Corner next = new Corner(effective[distance], distance);
            while (chain.size() >= 2
                    && side * turn(chain.get(chain.size() - 2), chain.get(chain.size() - 1), next) <= 0) {
                chain.remove(chain.size() - 1);
            }
            chain.add(next);
        }
        return chain;
    }

    /** Above 0 where a, b, c turn left in the plane of distance and effective distance. */
    private static double turn(Corner a, Corner b, Corner c) {
        return (b.distance() - a.distance()) * (c.effective() - a.effective())
                - (b.effective() - a.effective()) * (c.distance() - a.distance());
    }
}
