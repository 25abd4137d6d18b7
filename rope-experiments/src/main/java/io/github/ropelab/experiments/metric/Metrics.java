package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Catalog;
import io.github.ropelab.core.Params;
import java.util.List;
import java.util.function.Function;

/** The catalogue of metrics. */
public final class Metrics {
    private Metrics() {}

    /** The metrics of this project. */
    public static Catalog<MetricType, Metric> builtIn() {
        return new Catalog<>(
                "metric",
                List.of(
                        entry(ScoreDrift.TYPE, ScoreDrift::from),
                        entry(CentredDrift.TYPE, CentredDrift::from),
                        entry(RelativeDrift.TYPE, RelativeDrift::from),
                        entry(KlDivergence.TYPE, KlDivergence::from),
                        entry(JensenShannon.TYPE, JensenShannon::from),
                        entry(TotalVariation.TYPE, TotalVariation::from),
                        entry(Entropy.TYPE, Entropy::from),
                        entry(NormalisedEntropy.TYPE, NormalisedEntropy::from),
                        entry(EffectiveSupport.TYPE, EffectiveSupport::from),
                        entry(TopKOverlap.TYPE, TopKOverlap::from),
                        entry(Spearman.TYPE, Spearman::from),
                        entry(Kendall.TYPE, Kendall::from),
                        entry(OutputError.TYPE, OutputError::from),
                        entry(MassBeyond.TYPE, MassBeyond::from),
                        entry(SinkMass.TYPE, SinkMass::from),
                        entry(ScoreExcess.TYPE, ScoreExcess::from),
                        entry(ScoreDistribution.TYPE, ScoreDistribution::from),
                        entry(FrequencyRatio.TYPE, FrequencyRatio::from),
                        entry(Wavelength.TYPE, Wavelength::from),
                        entry(DecayValues.TYPE, DecayValues::from),
                        entry(FirstNegative.TYPE, FirstNegative::from),
                        entry(PhaseCoverage.TYPE, PhaseCoverage::from),
                        entry(EffectiveDistance.TYPE, EffectiveDistance::from),
                        entry(NeighbourResolution.TYPE, NeighbourResolution::from),
                        entry(NeighbourRatio.TYPE, NeighbourRatio::from),
                        entry(AnglePrecision.TYPE, AnglePrecision::from),
                        entry(TablePrecision.TYPE, TablePrecision::from),
                        entry(InvarianceResidual.TYPE, InvarianceResidual::from),
                        entry(EncodingDistance.TYPE, EncodingDistance::from),
                        entry(RetrievalMargin.TYPE, RetrievalMargin::from),
                        entry(GaussianDrift.TYPE, GaussianDrift::from),
                        entry(GaussianDivergence.TYPE, GaussianDivergence::from),
                        entry(GaussianAgreement.TYPE, GaussianAgreement::from),
                        entry(Nll.TYPE, Nll::from)));
    }

    private static Catalog.Entry<MetricType, Metric> entry(MetricType type, Function<Params, Metric> reader) {
        return new Catalog.Entry<>(type, reader);
    }
}
