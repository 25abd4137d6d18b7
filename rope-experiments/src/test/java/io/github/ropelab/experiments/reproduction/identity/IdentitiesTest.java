package io.github.ropelab.experiments.reproduction.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.OracleFiles;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.experiments.reproduction.frame.Rope;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class IdentitiesTest {
    private static final Pattern ROW =
            Pattern.compile("\"?(?:d(\\d+)_b(\\d+):)?(.*?)\"?,([-\\d.e]+),([-\\d.e]+),([-\\d.e]+),PASS");

    /** A quotient of three products against its closed form. */
    private static final double ROUNDING = 1e-13;

    @Test
    void theyAreThoseOfTheSecondImplementationAndNoLooser() {
        List<Identities.At> all = Identities.all();
        List<String> lines = OracleFiles.lines("identities/identities.csv");
        assertThat(all).hasSameSizeAs(lines);
        for (int i = 0; i < lines.size(); i++) {
            Matcher row = ROW.matcher(lines.get(i));
            assertThat(row.matches()).as(lines.get(i)).isTrue();
            Identity identity = all.get(i).identity();
            assertThat(identity.row()).isEqualTo(row.group(3));
            assertThat(all.get(i).head())
                    .isEqualTo(row.group(1) == null ? "" : "d = " + row.group(1) + ", b = " + row.group(2));
            assertThat(identity.expected()).isEqualTo(Double.parseDouble(row.group(4)));
            assertThat(identity.tolerance()).isLessThanOrEqualTo(Double.parseDouble(row.group(6)));
        }
    }

    /** YaRN in the place of the strategies that the frequency identities name breaks each of them. */
    @Test
    void anotherModificationIsNoticed() {
        IdentityHead head = new IdentityHead(64, 10_000);
        double[] plain = head.scores(head.theta(), 1, 0);
        List<Double> broken = new ArrayList<>();
        broken.add(Gaps.relative(head.frequencies("yarn:factor=4"), head.frequencies("linear:factor=4")));
        broken.add(Gaps.relative(head.frequencies("yarn:factor=4"), head.frequencies("ntk_aware:factor=4")));
        broken.add(Gaps.absolute(plain, head.scores(head.frequencies("yarn:factor=4"), 1, 0)));
        broken.add(Gaps.absolute(plain, head.scores(head.theta(), 1.0001, 0)));
        assertThat(broken).allSatisfy(gap -> assertThat(gap).isGreaterThan(1e-3));
    }

    @Test
    void yarnsGapIsThatOfItsBlend() {
        Rope rope = new Rope(64, 10_000, Lengths.trained(2048));
        PositionEncoding yarn = rope.encode("yarn:factor=2");
        double low = yarn.trace().derived().get("ramp.low");
        double high = yarn.trace().derived().get("ramp.high");
        double[] gaps = Composition.of(rope, "yarn").gaps();
        for (int j = 0; j < gaps.length; j++) {
            double t = Math.min(1, Math.max(0, (j - low) / (high - low)));
            assertThat(gaps[j]).isCloseTo(3.0 / 8 * t * (1 - t) / (1 - 7 * t / 8), within(ROUNDING));
        }
        assertThat(Composition.of(rope, "ntk_aware").pairs()).isZero();
        assertThat(Composition.of(rope, "linear").pairs()).isZero();
    }
}
