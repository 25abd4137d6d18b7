package io.github.ropelab.core.strategy;

/** How the amplitude of LongRoPE follows from s; 1 for s of at most 1. */
public enum MagnitudePolicy {
    /** √(1 + ln s/ln m_l): the paper and every engine. */
    SU {
        @Override
        double amplitude(double s, int trained) {
            return s <= 1 ? 1 : Math.sqrt(1 + StrictMath.log(s) / StrictMath.log(trained));
        }

        @Override
        String formula() {
            return "√(1 + ln s/ln m_l)";
        }
    },
    /** 0.1·ln s + 1: the authors' code can be told so. */
    YARN {
        @Override
        double amplitude(double s, int trained) {
            return YarnFormula.g(s, 1);
        }

        @Override
        String formula() {
            return "0.1·ln s + 1";
        }
    };

    abstract double amplitude(double s, int trained);

    abstract String formula();
}
