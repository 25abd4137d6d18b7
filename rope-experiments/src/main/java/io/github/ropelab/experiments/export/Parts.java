package io.github.ropelab.experiments.export;

import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.strategy.Strategies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A strategy taken apart as engines spell it: keys that stand beside a rope type, and the rope type itself.
 *
 * @param rest what is left for the rope type; {@code none} if nothing
 * @param companions strategies that have keys of their own, by id
 */
record Parts(RopeStrategy rest, Map<String, RopeStrategy> companions) {
    private static final RopeStrategy NONE = Strategies.read(Map.of("rope_type", "none"));

    static Parts of(RopeStrategy strategy, RopeContext context, Set<String> companionIds) {
        PositionEncoding plain = NONE.encode(context);
        Map<String, RopeStrategy> companions = new LinkedHashMap<>();
        List<RopeStrategy> rest = new ArrayList<>();
        flat(strategy).forEach(part -> {
            String id = part.type().id();
            if (companionIds.contains(id) && !companions.containsKey(id)) {
                companions.put(id, part);
            } else if (CurrentLengths.matter(part, context)
                    || !part.encode(context).sameEffectAs(plain)) {
                rest.add(part);
            }
        });
        return new Parts(rest.isEmpty() ? NONE : Strategies.join(rest), companions);
    }

    private static Stream<RopeStrategy> flat(RopeStrategy strategy) {
        if (!strategy.type().id().equals("combined")) {
            return Stream.of(strategy);
        }
        return Params.of(strategy.parameters()).blocks("parts").stream().flatMap(block -> flat(Strategies.read(block)));
    }
}
