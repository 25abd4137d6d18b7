package io.github.ropelab.core.analysis.equivalence;

import io.github.ropelab.core.Branch;
import io.github.ropelab.core.RadialScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares one pair of components under two modifications over every cell of a range. */
final class PairComparison {
    private final PositionParameter a;
    private final PositionParameter b;
    private final Scales scales;
    private final int positions;
    private final boolean affine;
    private final List<CellClass> classes;

    PairComparison(PositionParameter a, PositionParameter b, Scales scales, int positions) {
        this.a = a;
        this.b = b;
        this.scales = scales;
        this.positions = positions;
        this.affine = a.affine() && b.affine();
        this.classes = affine && scales.constant()
                ? CellClasses.corners(a.encoding().positions(), b.encoding().positions(), positions)
                : CellClasses.all(a.encoding().positions(), b.encoding().positions(), positions);
    }

    PairOutcome compare(ComparedPair pair) {
        Rates turning =
                pair.rates(a.encoding().frequencies()::omega, b.encoding().frequencies()::omega);
        Rates growing = pair.rates(a.encoding().radial()::growth, b.encoding().radial()::growth);
        return pair.axesDiffer(a, b) ? onTwoAxes(pair, turning, growing) : onOneAxis(pair, turning, growing);
    }

    private PairOutcome onOneAxis(ComparedPair pair, Rates turning, Rates growing) {
        VectorGap angles = VectorGap.none();
        VectorGap growths = VectorGap.none();
        Spot turned = Spot.nowhere();
        Spot grown = Spot.nowhere();
        List<RunGaps> turns = new ArrayList<>();
        for (CellClass cells : classes) {
            RunGaps gaps = cells.gaps(turning);
            turns.add(gaps);
            turned = turned.or(cells, gaps);
            angles = angles.and(vectorAngles(cells, turning));
            if (!growing.none()) {
                growths = growths.and(cells.vectorGap(growing, RadialScale.centre(positions), false));
                grown = grown.or(cells, cells.gaps(growing));
            }
        }
        Optional<Witness> different = turned.exceeds() ? differentCell(pair, turned, turning) : Optional.empty();
        if (turned.exceeds() && different.isEmpty()) {
            turns.replaceAll(wholeTurns -> new RunGaps(wholeTurns.runs()));
        }
        return new PairOutcome(
                angles,
                growths,
                bound(pair, turns, growing),
                different,
                Optional.of(grown).filter(Spot::exceeds).map(spot -> witness(pair, spot.query(), spot.key(), turning)));
    }

    /** Ends of the range stand for all of it only where no whole turn hides a difference between them. */
    private VectorGap vectorAngles(CellClass cells, Rates turning) {
        if (!affine) {
            return cells.vectorGap(turning, 0, true);
        }
        VectorGap ends = cells.vectorGap(turning, 0, false);
        Branch mapsA = a.encoding().positions().branches().get(0);
        Branch mapsB = b.encoding().positions().branches().get(0);
        VectorGap all = VectorGap.none();
        for (int i = 0; i < positions && all.same() && !ends.same(); i++) {
            all = all.with(
                            turning.a() * mapsA.query().at(i),
                            turning.b() * mapsB.query().at(i),
                            true)
                    .with(
                            turning.a() * mapsA.key().at(i),
                            turning.b() * mapsB.key().at(i),
                            true);
        }
        return all.same() ? new VectorGap(ends.same() ? ends.size() : all.size(), true) : ends;
    }

    /**
     * The cell found, unless its angles lie whole turns apart; then the first cell where they do not, if there is any. In an
     * affine difference the first and last key of every row stand for the row.
     */
    private Optional<Witness> differentCell(ComparedPair pair, Spot spot, Rates turning) {
        if (Rounding.offTurns(spot.size()) > spot.tolerance()) {
            return Optional.of(witness(pair, spot.query(), spot.key(), turning));
        }
        for (int query = 0; query < positions; query++) {
            for (int key = 0; key <= query; key += affine ? Math.max(1, query) : 1) {
                Witness cell = witness(pair, query, key, turning);
                if (Rounding.offTurns(cell.angleA() - cell.angleB()) > spot.tolerance()) {
                    return Optional.of(cell);
                }
            }
        }
        return Optional.empty();
    }

    /** The cell, with the angles of a pair. */
    Witness cell(ComparedPair pair, int query, int key) {
        return witness(
                pair,
                query,
                key,
                pair.rates(a.encoding().frequencies()::omega, b.encoding().frequencies()::omega));
    }

    private Witness witness(ComparedPair pair, int query, int key, Rates turning) {
        return new Witness(
                query,
                key,
                pair.index(),
                turning.a() * a.encoding().positions().effectiveDistance(query, key),
                turning.b() * b.encoding().positions().effectiveDistance(query, key));
    }

    /**
     * √(M² + S·S'·(2·sin(δ/2))²) over all runs, with S and S' the largest sizes of both sides' parts, M the largest difference
     * of their sizes and δ the largest difference of their angles, at most π.
     */
    private double bound(ComparedPair pair, List<RunGaps> angles, Rates growing) {
        double largest = 0;
        for (int c = 0; c < classes.size(); c++) {
            CellClass cells = classes.get(c);
            RunGaps turns = angles.get(c);
            if (growing.none() && scales.constant()) {
                int run = turns.worst();
                largest = Math.max(largest, bound(pair, cells.row(run), turns.size(run), 0, 1, 1));
                continue;
            }
            RunGaps growth = cells.gaps(growing);
            RunGaps ofA = cells.gaps(new Rates(growing.a(), 0));
            RunGaps ofB = cells.gaps(new Rates(0, -growing.b()));
            for (int run = 0; run < cells.runs(); run++) {
                largest = Math.max(
                        largest,
                        bound(
                                pair,
                                cells.row(run),
                                turns.size(run),
                                growth.size(run),
                                StrictMath.exp(ofA.high(run)),
                                StrictMath.exp(ofB.high(run))));
            }
        }
        return largest;
    }

    private double bound(ComparedPair pair, int row, double angle, double growth, double gainA, double gainB) {
        double plainA = scales.a(pair.component(), row);
        double plainB = scales.b(pair.component(), row);
        double sizeA = plainA * gainA;
        double sizeB = plainB * gainB;
        double larger = Math.max(plainA, plainB);
        double ratio = larger == 0 ? 1 : Math.min(plainA, plainB) / larger;
        double sizes = Math.max(sizeA, sizeB) * (1 - ratio * StrictMath.exp(-growth));
        double chord = 2 * StrictMath.sin(Math.min(angle, Math.PI) / 2);
        return Math.sqrt(sizes * sizes + sizeA * sizeB * chord * chord);
    }

    /** Positions on two axes are free of each other: the axis that b reads stays at 0 while that of a moves, or the reverse. */
    private PairOutcome onTwoAxes(ComparedPair pair, Rates turning, Rates growing) {
        PairOutcome aMoves = onOneAxis(pair, new Rates(turning.a(), 0), new Rates(growing.a(), 0));
        PairOutcome bMoves = onOneAxis(pair, new Rates(0, turning.b()), new Rates(0, growing.b()));
        return new PairOutcome(
                aMoves.vectorAngles().and(bMoves.vectorAngles()),
                aMoves.vectorGrowth().and(bMoves.vectorGrowth()),
                Math.min(
                        aMoves.scoreBound() + bMoves.scoreBound(),
                        growing.none() ? scales.largestSum(pair.component()) : Double.POSITIVE_INFINITY),
                aMoves.turned().or(bMoves::turned),
                aMoves.grown().or(bMoves::grown));
    }
}
