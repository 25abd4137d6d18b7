package io.github.ropelab.core.strategy;

import io.github.ropelab.core.Catalog;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.StrategyType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;

/** The catalogue of strategies. */
public final class Strategies {
    private Strategies() {}

    /** A strategy from another jar, found by {@link ServiceLoader}. */
    public interface Provider {
        /** Identity and documentation. */
        StrategyType type();

        /** Makes the strategy; must ask for every parameter that the type documents. */
        RopeStrategy read(Params params);
    }

    /** The strategies of this project. */
    public static Catalog<StrategyType, RopeStrategy> builtIn() {
        return new Catalog<>("strategy", builtInEntries());
    }

    /** The built-in strategies, followed by those of other jars on the class path. */
    public static Catalog<StrategyType, RopeStrategy> installed() {
        List<Catalog.Entry<StrategyType, RopeStrategy>> entries = new ArrayList<>(builtInEntries());
        for (Provider provider : ServiceLoader.load(Provider.class)) {
            entries.add(entry(provider.type(), provider::read));
        }
        return new Catalog<>("strategy", entries);
    }

    /** The strategy that a block {@code {rope_type: id, parameter: value, ...}} in the catalogue's spelling names. */
    public static RopeStrategy read(Map<String, Object> block) {
        Map<String, Object> parameters = new LinkedHashMap<>(block);
        Object id = parameters.remove("rope_type");
        InvalidParameter.require(id instanceof String, "rope_type", id, "name a strategy");
        return installed().read((String) id, Params.of(parameters));
    }

    /** One strategy of the parts: a single part itself, more of them as {@code combined}. */
    public static RopeStrategy join(List<RopeStrategy> parts) {
        return parts.size() == 1 ? parts.get(0) : new Combined(parts);
    }

    private static List<Catalog.Entry<StrategyType, RopeStrategy>> builtInEntries() {
        return List.of(
                entry(None.TYPE, None::from),
                entry(Linear.TYPE, Linear::from),
                entry(LinearAlignCorners.TYPE, LinearAlignCorners::from),
                entry(Offset.TYPE, Offset::from),
                entry(NtkAware.TYPE, NtkAware::from),
                entry(NtkFixed.TYPE, NtkFixed::from),
                entry(NtkMixed.TYPE, NtkMixed::from),
                entry(NtkByParts.TYPE, NtkByParts::from),
                entry(NtkByPartsV1.TYPE, NtkByPartsV1::from),
                entry(DynamicNtk.TYPE, DynamicNtk::from),
                entry(DynamicLinear.TYPE, DynamicLinear::from),
                entry(Yarn.TYPE, Yarn::from),
                entry(DynamicYarn.TYPE, DynamicYarn::from),
                entry(Llama3.TYPE, Llama3::from),
                entry(LongRope.TYPE, LongRope::from),
                entry(LongRopeDynamic.TYPE, LongRopeDynamic::from),
                entry(Abf.TYPE, Abf::from),
                entry(GiraffePower.TYPE, GiraffePower::from),
                entry(GiraffeTruncated.TYPE, GiraffeTruncated::from),
                entry(PRope.TYPE, PRope::from),
                entry(Partial.TYPE, Partial::from),
                entry(Fope.TYPE, Fope::from),
                entry(EvqCosh.TYPE, EvqCosh::from),
                entry(ReRope.TYPE, ReRope::from),
                entry(LeakyReRope.TYPE, LeakyReRope::from),
                entry(SelfExtend.TYPE, SelfExtend::from),
                entry(DualChunk.TYPE, DualChunk::from),
                entry(StringShift.TYPE, StringShift::from),
                entry(LogN.TYPE, LogN::from),
                entry(Llama4Temperature.TYPE, Llama4Temperature::from),
                entry(Ministral3.TYPE, Ministral3::from),
                entry(ScalableSoftmax.TYPE, ScalableSoftmax::from),
                entry(EntropyAbf.TYPE, EntropyAbf::from),
                entry(XPos.TYPE, XPos::from),
                entry(MRope.TYPE, MRope::from),
                entry(Nope.TYPE, Nope::from),
                entry(Resonance.TYPE, params -> Resonance.from(params, Strategies::read)),
                entry(Combined.TYPE, params -> Combined.from(params, Strategies::read)));
    }

    private static Catalog.Entry<StrategyType, RopeStrategy> entry(
            StrategyType type, Function<Params, RopeStrategy> reader) {
        return new Catalog.Entry<>(type, reader);
    }
}
