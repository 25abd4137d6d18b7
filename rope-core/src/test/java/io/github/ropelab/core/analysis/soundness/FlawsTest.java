package io.github.ropelab.core.analysis.soundness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every known flaw is found by the checks that can see it, by no other, and is named. */
class FlawsTest {
    static Stream<String> ids() {
        return Flaws.all().stream().map(Flaw::id);
    }

    @Test
    void allNineteenAreThere() {
        assertThat(ids())
                .containsExactly(
                        "1", "2", "3", "4", "5", "6", "7", "8", "9", "9b", "10", "10b", "11", "12", "13", "14", "15",
                        "16", "17");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void isFoundByItsChecksOnlyAndNamed(String id) {
        Flaw flaw = Flaws.of(id);
        Soundness result = Soundness.of(flaw.subject(), flaw.trial());
        Set<String> broken =
                result.findings().stream().map(Finding::check).collect(Collectors.toCollection(TreeSet::new));
        assertThat(broken).as(result.outcomes().toString()).isEqualTo(new TreeSet<>(flaw.caughtBy()));
        assertThat(result.findings()).as(result.findings().toString()).allMatch(finding -> finding.flaw()
                .equals(id));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void whatItShouldBeRaisesNothing(String id) {
        Flaw flaw = Flaws.of(id);
        assertThat(Soundness.of(flaw.right(), flaw.trial()).findings()).isEmpty();
    }
}
