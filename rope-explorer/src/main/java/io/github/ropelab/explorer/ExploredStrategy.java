package io.github.ropelab.explorer;

import io.github.ropelab.core.Branch;
import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.LogitScale;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.Trace;
import io.github.ropelab.core.analysis.EffectivePositions;
import io.github.ropelab.core.kernel.DistanceCurve;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The curves and derived values of one strategy in one context. */
public final class ExploredStrategy {
    private final RopeStrategy strategy;
    private final RopeContext context;
    private final PositionEncoding encoding;
    private final EffectivePositions effective;
    private final int pair;
    private final SampledDistances distances;

    ExploredStrategy(RopeStrategy strategy, RopeContext context, int pair, SampledDistances distances) {
        this.strategy = strategy;
        this.context = context;
        this.encoding = strategy.encode(context);
        this.effective = EffectivePositions.of(encoding, context);
        this.pair = Math.min(pair, context.geometry().pairs() - 1);
        this.distances = distances;
    }

    /** All of it by name, ready for JSON. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", strategy.type().id());
        fields.put("title", strategy.type().title());
        fields.put("formula", strategy.type().formula());
        fields.put("dynamic", strategy.dynamic());
        fields.put("pair", pair);
        fields.put("ratio", ratios());
        fields.put("wavelength", wavelengths(encoding.frequencies()));
        fields.put("plain_wavelength", wavelengths(context.baseFrequencies()));
        fields.put("decay", decay());
        fields.put("effective", effectiveDistances());
        fields.put("attention_factor", encoding.attention().amplitude());
        LogitScale logit = encoding.attention().logit();
        fields.put("logit_formula", logit.formula());
        fields.put("logit_scale", logit.at(context.lengths().current() - 1));
        fields.put("derived", derived());
        fields.put("in_short", new InShort(encoding, context).sentences());
        return fields;
    }

    /** ω_i/θ_i per pair: 1 where a pair keeps its frequency. */
    public double[] ratios() {
        double[] ratios = new double[encoding.frequencies().pairs()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = effective.ratio(i);
        }
        return ratios;
    }

    /** Tokens per turn of each pair; infinite where it does not turn. */
    private static double[] wavelengths(FrequencySchedule frequencies) {
        double[] wavelengths = new double[frequencies.pairs()];
        for (int i = 0; i < wavelengths.length; i++) {
            wavelengths[i] = frequencies.wavelength(i);
        }
        return wavelengths;
    }

    /** B at each sampled distance: Σ_i cos(δ·ω_i), δ the distance of the two tokens' mapped positions. */
    public double[] decay() {
        DistanceCurve curve = DistanceCurve.ofCosines(encoding.frequencies());
        return distances.tokens().stream()
                .mapToDouble(distance -> curve.at(Math.abs(mappedDistance(distance))))
                .toArray();
    }

    /** At each sampled distance δ·ω_i/θ_i of the pair, tokens: what its angle is in the model that was trained. */
    public double[] effectiveDistances() {
        double ratio = effective.commonRatio().orElse(effective.ratio(pair));
        return distances.tokens().stream()
                .mapToDouble(distance -> mappedDistance(distance) * ratio)
                .toArray();
    }

    /** Of the last query and the key so many tokens before it. */
    private double mappedDistance(int distance) {
        int query = context.lengths().current() - 1;
        Branch branch = encoding.positions().branchFor(query, query - distance);
        return branch.distance(query, query - distance);
    }

    private List<Map<String, Object>> derived() {
        Trace trace = encoding.trace();
        List<Map<String, Object>> values = new ArrayList<>();
        trace.derived().forEach((name, value) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", name);
            entry.put("value", value);
            entry.put("how", trace.how(name));
            values.add(entry);
        });
        return values;
    }
}
