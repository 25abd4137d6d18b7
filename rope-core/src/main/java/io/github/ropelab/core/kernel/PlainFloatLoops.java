package io.github.ropelab.core.kernel;

/** Plain loops; the compiler unrolls but does not vectorise them, for both halves of a pair lie in one array. */
record PlainFloatLoops() implements FloatLoops {
    @Override
    public String name() {
        return "plain float";
    }

    @Override
    public void halfSplit(float[] x, Rows rows, float[] cos, float[] sin, int from) {
        int pairs = rows.pairs();
        for (int h = 0; h < rows.heads(); h++) {
            for (int t = 0; t < rows.tokens(); t++) {
                int first = rows.at(h, t);
                int second = first + pairs;
                int row = from + t * pairs;
                for (int i = 0; i < pairs; i++) {
                    float a = x[first + i];
                    float b = x[second + i];
                    float c = cos[row + i];
                    float s = sin[row + i];
                    x[first + i] = a * c - b * s;
                    x[second + i] = b * c + a * s;
                }
            }
        }
    }

    @Override
    public void interleaved(float[] x, Rows rows, float[] cos, float[] sin, int from) {
        int width = 2 * rows.pairs();
        for (int h = 0; h < rows.heads(); h++) {
            for (int t = 0; t < rows.tokens(); t++) {
                int first = rows.at(h, t);
                int row = from + t * width;
                for (int i = 0; i < width; i += 2) {
                    float a = x[first + i];
                    float b = x[first + i + 1];
                    float c = cos[row + i];
                    float s = sin[row + i + 1];
                    x[first + i] = a * c - b * s;
                    x[first + i + 1] = b * c + a * s;
                }
            }
        }
    }
}
