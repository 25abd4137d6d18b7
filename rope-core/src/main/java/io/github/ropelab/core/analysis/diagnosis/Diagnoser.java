package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.PairAxes;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.kernel.NumberFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Finds out what rotation a dump shows, and how it differs from the declared one. */
public final class Diagnoser {
    private static final int MOST_ALTERNATIVES = 6;

    private final RotationDump dump;
    private final Declaration declaration;
    private final List<Inspection> inspections = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<VectorInspection.Found> turned = new ArrayList<>(); // one per entry of dump.vectors()
    private final List<PhaseErrors> errors = new ArrayList<>();

    private Diagnoser(RotationDump dump, Declaration declaration) {
        this.dump = dump;
        this.declaration = withAxesOf(dump, declaration);
    }

    /**
     * Compares a dump with a declaration.
     *
     * @throws InvalidParameter if the two do not fit together: another number of axes, of pairs or of components
     */
    public static Diagnosis diagnose(RotationDump dump, Declaration declaration) {
        return new Diagnoser(dump, declaration).run();
    }

    /** Rows with one position each are text: every pair reads it. */
    private static Declaration withAxesOf(RotationDump dump, Declaration declaration) {
        int axes = dump.positions().length;
        if (axes == 1) {
            return new Declaration(
                    declaration.setting(),
                    declaration.otherLayers(),
                    Optional.of(PairAxes.single()),
                    declaration.facts());
        }
        InvalidParameter.require(
                declaration.pairAxes().count() <= axes,
                "positions",
                axes + " axes",
                "have an axis for each that pairs read ("
                        + declaration.pairAxes().count() + ")");
        return declaration;
    }

    private Diagnosis run() {
        int declaredPairs = declaration.encoding().frequencies().pairs();
        DeclaredPhase queries = DeclaredPhase.of(declaration, false);
        dump.table().ifPresent(table -> {
            ObservedRotation observed = table.rotation(dump.positions(), declaredPairs);
            add(observed, declaredPairs, queries);
        });
        dump.frequencies().ifPresent(omega -> {
            int length = Math.max(
                    declaration.setting().context().lengths().target(),
                    declaration.setting().context().lengths().trained());
            addInspection(ObservedRotation.ofFrequencies(omega, NumberFormat.narrowest(omega), length), declaredPairs);
            if (dump.table().isEmpty()) {
                errors.add(PhaseErrors.of(
                        omega, declaration.encoding().frequencies().toArray()));
            }
        });
        for (DumpedVectors vectors : dump.vectors()) {
            int headDim = declaration.setting().context().geometry().headDim();
            InvalidParameter.require(
                    vectors.headDim() == headDim,
                    vectors.name(),
                    vectors.headDim() + " components",
                    "have the declared head_dim (" + headDim + ")");
            VectorInspection.Found found = VectorInspection.of(vectors, dump.positions(), declaration);
            inspections.add(found.inspection());
            turned.add(found);
        }
        return conclusion();
    }

    /** Distance of vectors from the declared rotation; where both sides are written in another order, in that order. */
    private PhaseErrors errors(int side, boolean bothMoved) {
        DumpedVectors vectors = dump.vectors().get(side);
        VectorInspection.Found found = turned.get(side);
        PairChoice declared = PairChoice.of(declaration.setting().context().geometry());
        boolean moved = found.inspection().moved();
        return PhaseErrors.of(
                vectors,
                declared,
                moved && bothMoved ? found.written() : declared,
                dump.positions(),
                DeclaredPhase.of(declaration, vectors.name().equals("keys")),
                found.amplitude(),
                found.chords() || moved && !bothMoved);
    }

    private void add(ObservedRotation observed, int declaredPairs, DeclaredPhase declared) {
        addInspection(observed, declaredPairs);
        errors.add(PhaseErrors.of(observed, declared, declaredPairs));
    }

    private void addInspection(ObservedRotation observed, int declaredPairs) {
        inspections.add(
                observed.pairs() == declaredPairs
                        ? Inspection.of(observed, declaration, false)
                        : OtherWidth.inspect(observed, declaration));
    }

    private Diagnosis conclusion() {
        boolean bothMoved = inspections.stream().filter(Inspection::moved).count() == 2;
        if (bothMoved) {
            notes.add(
                    "components of rotated vectors stand in another order than before, in queries and keys alike: scores"
                            + " do not change");
        }
        Optional<Inspection> differing = inspections.stream()
                .filter(i -> !i.fine() && !(bothMoved && i.moved()))
                .findFirst();
        Inspection shown = differing.orElse(inspections.get(0));
        List<Hypothesis> found = shown.found();
        Hypothesis best = differing.isEmpty()
                ? Inspection.declaredHypothesis(declaration, DeclaredPhase.of(declaration, false))
                : found.isEmpty() ? unknown(shown) : found.get(0);
        Optional<String> proofless =
                differing.isPresent() ? Optional.empty() : Limits.proofless(declaration, inspections);
        Diagnosis.Verdict verdict = verdict(differing, proofless.isPresent(), shown);
        Map<String, Object> observed = new LinkedHashMap<>(best.observed());
        String defect = best.defect();
        DefectCategory category = best.category();
        if (differing.isPresent() && differing.get().name().equals("keys") && inspections.size() > 1) {
            observed = KeysAlone.observed(best.observed());
            defect = "queries are rotated as declared, keys are not: " + defect;
            category = KeysAlone.category(best);
        } else if (differing.isPresent()
                && differing.get().name().equals("queries")
                && last().fine()
                && last().name().equals("keys")) {
            observed.put("keys", "as declared");
            observed.computeIfPresent(
                    "position_map",
                    (key, map) -> String.valueOf(map).replace(" for every row", "") + " for queries, p for keys");
            defect = "keys are rotated as declared, queries are not: " + defect;
        }
        if (verdict == Diagnosis.Verdict.EQUAL_UP_TO_ROUNDING) {
            category = DefectCategory.PRECISION_BENIGN;
            boolean table = shown.name().equals("table");
            observed.put(
                    "dtype",
                    (table ? "cos/sin rounded to " : "rotated vectors stored in ")
                            + LowPrecision.spelt(shown.observed().format()));
            defect = "the declared rotation is applied; the dumped numbers are rounded to "
                    + LowPrecision.spelt(shown.observed().format());
        }
        if (verdict == Diagnosis.Verdict.UNDECIDABLE) {
            category = DefectCategory.UNKNOWN;
            defect = proofless.orElseThrow();
            observed.clear();
        }
        if (verdict == Diagnosis.Verdict.DIFFERENT
                && shown.magnitude().flat()
                && shown.observed().hasRows()
                && !shown.magnitude().asDeclared()) {
            observed.put("attention_factor", amplitude(shown, best, true));
        }
        Limits.add(notes, declaration, inspections, best);
        List<Hypothesis> others =
                found.size() > 1 && differing.isPresent() ? found.subList(1, found.size()) : List.of();
        for (int side = 0; side < turned.size(); side++) {
            errors.add(errors(side, bothMoved));
        }
        PhaseErrors cells = errors.stream().reduce(PhaseErrors::with).orElseThrow();
        boolean measured = measured(shown, best);
        return new Diagnosis(
                verdict,
                category,
                defect,
                declared(),
                observed,
                declaration.encoding().attention().amplitude(),
                amplitude(shown, best, measured),
                measured,
                shown.name(),
                shown.observed().format().id(),
                cells,
                first(verdict, category, best, cells),
                residual(shown, best),
                verdict == Diagnosis.Verdict.UNDECIDABLE ? 0 : Confidence.of(best, others, shown.magnitude()),
                alternatives(shown, best, others),
                List.copyOf(notes));
    }

    private Inspection last() {
        return inspections.get(inspections.size() - 1);
    }

    private static Diagnosis.Verdict verdict(Optional<Inspection> differing, boolean proofless, Inspection rounded) {
        if (proofless) {
            return Diagnosis.Verdict.UNDECIDABLE;
        }
        if (differing.isPresent()) {
            return Diagnosis.Verdict.DIFFERENT;
        }
        return half(rounded.observed().format()) && rounded.observed().hasRows()
                ? Diagnosis.Verdict.EQUAL_UP_TO_ROUNDING
                : Diagnosis.Verdict.EQUAL;
    }

    private static Hypothesis unknown(Inspection shown) {
        return new Hypothesis(
                DefectCategory.UNKNOWN,
                "the rotation differs from the declared one, and no known family explains how",
                Map.of(),
                RotationModel.NONE,
                shown.magnitude().observed(),
                Rank.FREE);
    }

    private Map<String, Object> declared() {
        Setting setting = declaration.setting();
        Map<String, Object> all = new LinkedHashMap<>(setting.described());
        RotaryGeometry geometry = setting.context().geometry();
        all.put("layout", geometry.pairing() == Pairing.INTERLEAVED ? "interleaved" : "half");
        all.put("head_dim", geometry.headDim());
        all.put("rotary_dim", geometry.rotaryDim());
        all.put("n_pairs", geometry.pairs());
        all.put("attention_factor", declaration.encoding().attention().amplitude());
        int turning = RotatedPairs.turning(declaration.encoding().frequencies().toArray());
        if (turning < geometry.pairs()) {
            all.put("rotated_pairs", turning);
        }
        if (setting.strategy().dynamic()) {
            all.put("seq_len", setting.context().lengths().current());
        }
        return all;
    }

    /** The factor that was measured; the declared one where nothing contradicts it. */
    private double amplitude(Inspection shown, Hypothesis best, boolean measured) {
        Magnitude magnitude = shown.magnitude();
        if (!measured || magnitude.asDeclared()) {
            return magnitude.declared();
        }
        boolean explained = Math.abs(magnitude.observed() / best.amplitude() - 1) <= magnitude.tolerance();
        return explained
                ? best.amplitude()
                : magnitude.origin(declaration.setting()).value();
    }

    /** Whether the factor shows: rows that rotate at all. */
    private static boolean measured(Inspection shown, Hypothesis best) {
        boolean rotates = shown.magnitude().flat()
                || Fit.of(shown.observed(), best.model()).cells() > 0;
        return shown.observed().hasRows() && !Double.isNaN(shown.magnitude().observed()) && rotates;
    }

    /** Whether queries and keys are dumped and only the keys differ: no one law says where they part. */
    private boolean differsBetweenSides() {
        return inspections.size() > 1
                && !last().fine()
                && last().name().equals("keys")
                && inspections.get(inspections.size() - 2).fine();
    }

    private static OptionalDouble residual(Inspection shown, Hypothesis best) {
        Fit fit = Fit.of(shown.observed(), best.model());
        return fit.cells() == 0 ? OptionalDouble.empty() : OptionalDouble.of(fit.worst());
    }

    private Diagnosis.First first(
            Diagnosis.Verdict verdict, DefectCategory category, Hypothesis best, PhaseErrors cells) {
        if (verdict != Diagnosis.Verdict.DIFFERENT || category == DefectCategory.ATTENTION_FACTOR) {
            return Diagnosis.First.nowhere();
        }
        boolean rows = inspections.get(0).observed().hasRows();
        OptionalInt row = !rows || cells.firstRow() < 0 ? OptionalInt.empty() : OptionalInt.of(cells.firstRow());
        OptionalInt inDump = row.isEmpty() || dump.positions().length > 1
                ? row
                : OptionalInt.of((int) dump.positions()[0][row.getAsInt()]);
        boolean defined = category != DefectCategory.LAYOUT
                && category != DefectCategory.PARTIAL_ROTARY
                && category != DefectCategory.AXIS
                && best.model() != RotationModel.NONE
                && !differsBetweenSides()
                && dump.positions().length == 1;
        OptionalInt any = defined
                ? Separation.exact(DeclaredPhase.of(declaration, false), best.model(), cells.pairs())
                : OptionalInt.empty();
        return new Diagnosis.First(row, inDump, any);
    }

    private List<Diagnosis.Alternative> alternatives(Inspection shown, Hypothesis best, List<Hypothesis> others) {
        List<Diagnosis.Alternative> all = new ArrayList<>();
        for (Hypothesis other : others) {
            if (all.size() < MOST_ALTERNATIVES
                    && !other.defect().equals(best.defect())
                    && (other.rank() != Rank.FREE || best.rank() == Rank.FREE)
                    && all.stream().noneMatch(a -> a.defect().equals(other.defect()))) {
                OptionalInt apart = dump.positions().length > 1
                        ? OptionalInt.empty()
                        : Separation.inFloat(
                                best.model(), other.model(), shown.observed().pairs());
                all.add(new Diagnosis.Alternative(other.category(), other.defect(), other.observed(), apart));
            }
        }
        return all;
    }

    static boolean half(NumberFormat format) {
        return format == NumberFormat.BFLOAT16 || format == NumberFormat.FLOAT16;
    }
}
