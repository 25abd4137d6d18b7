package io.github.ropelab.core.drift;

import io.github.ropelab.core.Branch;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Numbers;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.PositionMap;
import io.github.ropelab.core.PositionScheme;
import io.github.ropelab.core.RadialScale;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.kernel.Side;
import java.util.ArrayList;
import java.util.List;

/** An encoding made ready for all tokens of a head: angles per branch and side, and the factor on a query's scores. */
final class EncodingTables {
    /** Radial factors of queries and keys stay within exp(±40) of 1: far from the limits of a float. */
    private static final double LARGEST_EXPONENT = 40;

    private final PositionScheme positions;
    private final List<AngleTables> queries = new ArrayList<>();
    private final List<AngleTables> keys = new ArrayList<>();
    private final float[] scale; // logit scale / √headDim of each query

    EncodingTables(PositionEncoding encoding, RotaryGeometry geometry, int tokens) {
        InvalidParameter.require(
                encoding.frequencies().pairs() == geometry.pairs(),
                "frequencies",
                encoding.frequencies().pairs(),
                "have " + geometry.pairs() + " pairs");
        positions = encoding.positions();
        for (Branch branch : positions.branches()) {
            checkRadial(encoding, branch.query(), tokens);
            checkRadial(encoding, branch.key(), tokens);
            AngleTables query = new AngleTables(encoding, Side.QUERY, branch.query(), tokens);
            boolean same =
                    branch.query().equals(branch.key()) && encoding.radial().isNone();
            queries.add(query);
            keys.add(same ? query : new AngleTables(encoding, Side.KEY, branch.key(), tokens));
        }
        scale = new float[tokens];
        for (int t = 0; t < tokens; t++) {
            scale[t] = (float) (encoding.attention().logit().at(t) / Math.sqrt(geometry.headDim()));
        }
    }

    private static void checkRadial(PositionEncoding encoding, PositionMap map, int tokens) {
        RadialScale radial = encoding.radial();
        if (radial.isNone()) {
            return;
        }
        double furthest = 0;
        for (int t = 0; t < tokens; t++) {
            furthest = Math.max(furthest, Math.abs(map.at(t) - RadialScale.centre(tokens)));
        }
        double fastest = 0;
        for (int i = 0; i < encoding.frequencies().pairs(); i++) {
            fastest = Math.max(fastest, Math.abs(radial.growth(i)));
        }
        InvalidParameter.require(
                fastest * furthest <= LARGEST_EXPONENT,
                "radial scale",
                "exp(" + Numbers.plain(fastest * furthest) + ")",
                "stay below exp(" + Numbers.plain(LARGEST_EXPONENT) + ") in float scores; use double ones");
    }

    int branches() {
        return keys.size();
    }

    PositionScheme positions() {
        return positions;
    }

    AngleTables queries(int branch) {
        return queries.get(branch);
    }

    AngleTables keys(int branch) {
        return keys.get(branch);
    }

    float scale(int query) {
        return scale[query];
    }
}
