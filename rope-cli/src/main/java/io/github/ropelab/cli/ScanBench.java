package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.analysis.decay.BaseGrid;
import io.github.ropelab.core.analysis.decay.GoodBases;
import java.util.LinkedHashMap;
import java.util.Map;

/** Times a scan of bases for Σ cos(m·b^(-2i/d)) ≥ 0 at all m up to a length. */
final class ScanBench {
    private final BaseGrid grid;
    private final int length;
    private final int dim;
    private final int threads;

    ScanBench(BaseGrid grid, int length, int dim, int threads) {
        InvalidParameter.require(length >= 1, "--length", length, "be at least 1");
        InvalidParameter.require(dim >= 2 && dim % 2 == 0, "--dim", dim, "be even and at least 2");
        InvalidParameter.require(threads >= 1, "--threads", threads, "be at least 1");
        this.grid = grid;
        this.length = length;
        this.dim = dim;
        this.threads = threads;
    }

    /** The keys of the line beyond the arguments. A first run, untimed, shows the memory. */
    Map<String, Object> measure(int repeat) {
        GoodBases[] found = new GoodBases[1];
        double peakMib = ResidentMemory.peakMib(() -> found[0] = scan());
        GoodBases good = found[0];
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("bases", grid.size());
        line.put("from", grid.from());
        line.put("to", grid.to());
        line.put("seconds", Stopwatch.fastest(repeat, this::scan));
        line.put("peak_mib", peakMib);
        line.put("good", good.count());
        line.put("intervals", good.intervals().size());
        line.put("smallest", good.smallest().isPresent() ? good.smallest().getAsDouble() : null);
        return line;
    }

    private GoodBases scan() {
        return GoodBases.scan(grid, dim, length, threads);
    }
}
