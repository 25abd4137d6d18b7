package io.github.ropelab.experiments.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * What cells will cost on this machine.
 *
 * @param threads that it is for; more than there are processors help nothing
 * @param seconds until the last cell ends, with the processors to itself; without reading the study and drawing the
 *     report
 * @param memoryPerThread bytes of the largest task
 * @param disk bytes of cells, in blocks, and results.csv; without the report
 * @param unknown cells that could not be tried out; not counted in the above
 */
public record CostEstimate(int threads, double seconds, long memoryPerThread, long disk, int unknown) {
    /** The time of tasks on some threads, the largest first to the thread that is free first, as runs do it. */
    static double makespan(List<Double> tasks, int threads) {
        PriorityQueue<Double> free = new PriorityQueue<>();
        for (int i = 0; i < threads; i++) {
            free.add(0.0);
        }
        List<Double> largestFirst = new ArrayList<>(tasks);
        largestFirst.sort(Comparator.reverseOrder());
        double end = 0;
        for (double seconds : largestFirst) {
            double ends = free.remove() + seconds;
            end = Math.max(end, ends);
            free.add(ends);
        }
        return end;
    }
}
