package io.github.ropelab.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Losses of runs as text.
 *
 * @param runs in order: by strategy, length, window
 * @param trained trained length, tokens: position buckets for people are [0, L), [L, 2L), [2L, 4L), ...
 * @param bucket width of the position buckets for programs, tokens
 * @param last how many of the last tokens make the target, the same ones at every length
 */
record NllScores(List<Run> runs, int trained, int bucket, int last) {
    /**
     * One pass.
     *
     * @param strategy label
     * @param length tokens
     * @param window number of the window
     * @param nll loss of token i+1 at index i, nats
     */
    record Run(String strategy, int length, int window, float[] nll) {
        /** Mean over the tokens at positions [from, to); position 0 is not predicted. */
        double mean(int from, int to) {
            double sum = 0;
            for (int position = Math.max(1, from); position < to; position++) {
                sum += nll[position - 1];
            }
            return sum / (to - Math.max(1, from));
        }

        double target(int last) {
            return mean(length - last, length);
        }
    }

    /** A mean over a range of positions. */
    private record Bucket(String statistic, int from, int to) {}

    private List<Bucket> buckets(int length) {
        List<Bucket> buckets = new ArrayList<>();
        buckets.add(new Bucket("mean", 0, length));
        buckets.add(new Bucket("target", length - last, length));
        for (int from = 0; from < length; from += bucket) {
            int to = Math.min(length, from + bucket);
            if (to > 1) {
                buckets.add(new Bucket("position", from, to));
            }
        }
        return buckets;
    }

    private List<List<Run>> byCase() {
        return List.copyOf(runs.stream()
                .collect(Collectors.groupingBy(
                        run -> List.of(run.strategy(), run.length()), LinkedHashMap::new, Collectors.toList()))
                .values());
    }

    String csv() {
        StringBuilder text = new StringBuilder("strategy,length,window,statistic,from,to,nll,n\n");
        for (Run run : runs) {
            for (Bucket range : buckets(run.length())) {
                text.append(run.strategy().contains(",") ? '"' + run.strategy() + '"' : run.strategy())
                        .append(String.format(
                                Locale.ROOT,
                                ",%d,%d,%s,%d,%d,%s,%d\n",
                                run.length(),
                                run.window(),
                                range.statistic(),
                                range.from(),
                                range.to(),
                                run.mean(range.from(), range.to()),
                                range.to() - Math.max(1, range.from())));
            }
        }
        return text.toString();
    }

    List<Map<String, Object>> documents() {
        List<Map<String, Object>> documents = new ArrayList<>();
        for (Run run : runs) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("strategy", run.strategy());
            document.put("length", run.length());
            document.put("window", run.window());
            document.put("mean", run.mean(0, run.length()));
            document.put("target", run.target(last));
            List<Map<String, Object>> positions = new ArrayList<>();
            for (Bucket range : buckets(run.length())) {
                if (range.statistic().equals("position")) {
                    Map<String, Object> position = new LinkedHashMap<>();
                    position.put("from", range.from());
                    position.put("to", range.to());
                    position.put("mean", run.mean(range.from(), range.to()));
                    positions.add(position);
                }
            }
            document.put("positions", positions);
            documents.add(document);
        }
        return documents;
    }

    /** A line per strategy and length, means over the windows. */
    String table() {
        List<int[]> octaves = octaves();
        int width = Math.max(
                8, runs.stream().mapToInt(run -> run.strategy().length()).max().orElse(8));
        String head = "%-" + width + "s %7s %8s %8s ";
        StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, head, "strategy", "length", "mean", "target"));
        octaves.forEach(
                range -> text.append(String.format(Locale.ROOT, " %13s", "[" + range[0] + "," + range[1] + ")")));
        text.append('\n');
        for (List<Run> windows : byCase()) {
            Run first = windows.get(0);
            text.append(String.format(
                    Locale.ROOT,
                    "%-" + width + "s %7d %8.3f %8.3f ",
                    first.strategy(),
                    first.length(),
                    mean(windows, 0, first.length()),
                    mean(windows, first.length() - last, first.length())));
            for (int[] range : octaves) {
                int to = Math.min(range[1], first.length());
                text.append(
                        range[0] >= first.length()
                                ? " ".repeat(14)
                                : String.format(Locale.ROOT, " %13.3f", mean(windows, range[0], to)));
            }
            text.setLength(text.toString().stripTrailing().length());
            text.append('\n');
        }
        return text.toString();
    }

    private static double mean(List<Run> windows, int from, int to) {
        return windows.stream().mapToDouble(run -> run.mean(from, to)).average().orElseThrow();
    }

    private List<int[]> octaves() {
        int longest = runs.stream().mapToInt(Run::length).max().orElseThrow();
        List<int[]> octaves = new ArrayList<>();
        for (int from = 0, to = trained; from < longest; to = 2 * to) {
            octaves.add(new int[] {from, Math.min(to, longest)});
            from = to;
        }
        return octaves;
    }
}
