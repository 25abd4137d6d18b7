package io.github.ropelab.report.table;

/** What a model loses under a strategy, as its own output tells. More is worse. */
public enum Outcome {
    /** Mean NLL of the last tokens of a text, the same tokens at every length. */
    NLL("nll", "target", "NLL of the last tokens", "nats per token", false),
    /** Share of digits of passkeys that the model does not predict. */
    WRONG_DIGITS("passkey", "digits", "wrong digits of passkeys", "share", true),
    /** Mean NLL of the digits of passkeys. */
    DIGIT_NLL("passkey-nll", "digits", "NLL of the digits of passkeys", "nats per digit", true);

    private final String metric;
    private final String statistic;
    private final String title;
    private final String unit;
    private final boolean retrieval;

    Outcome(String metric, String statistic, String title, String unit, boolean retrieval) {
        this.metric = metric;
        this.statistic = statistic;
        this.title = title;
        this.unit = unit;
        this.retrieval = retrieval;
    }

    /** Id of the metric. */
    public String metric() {
        return metric;
    }

    /** Which of the metric's numbers. */
    public String statistic() {
        return statistic;
    }

    /** In words. */
    public String title() {
        return title;
    }

    /** Of the values. */
    public String unit() {
        return unit;
    }

    /** Whether it says something only of a model that retrieves within its trained length: see {@link InRangeRetrieval}. */
    public boolean retrieval() {
        return retrieval;
    }

    /** The loss that a recorded value stands for. */
    double loss(double value) {
        return this == WRONG_DIGITS ? 1 - value : value;
    }
}
