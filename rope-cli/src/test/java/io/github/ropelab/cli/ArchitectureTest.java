package io.github.ropelab.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.github.ropelab.core.RopeStrategy;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;

/** What may depend on what, and how core is written. */
@AnalyzeClasses(
        packages = "io.github.ropelab",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
    private static final String ROOT = "io.github.ropelab.";

    /** Packaged, the core's tests are a jar and no folder of test classes. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule CORE_NEEDS_ONLY_THE_JDK = classes()
            .that()
            .resideInAPackage(ROOT + "core..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(ROOT + "core..", "java.lang..", "java.util..");

    /** What runs in a browser is core; only its translation to JavaScript knows the compiler. */
    @ArchTest
    static final ArchRule EXPLORER_NEEDS_ONLY_CORE = classes()
            .that()
            .resideInAPackage(ROOT + "explorer")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(ROOT + "explorer", ROOT + "core..", "java.lang..", "java.util..");

    @ArchTest
    static final ArchRule ONLY_THE_TRANSLATION_KNOWS_ITS_COMPILER = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "explorer.browser")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.teavm..", ROOT + "explorer.browser");

    @ArchTest
    static final ArchRule VECTOR_LOOPS_NEED_ONLY_THE_KERNEL = classes()
            .that()
            .resideInAPackage(ROOT + "vector..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(ROOT + "vector..", ROOT + "core.kernel", "java.lang..", "jdk.incubator.vector..");

    @ArchTest
    static final ArchRule MODELS_KNOW_ONLY_CORE = noClasses()
            .that()
            .resideInAPackage(ROOT + "model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "experiments..", ROOT + "report..", ROOT + "cli..");

    @ArchTest
    static final ArchRule EXPERIMENTS_KNOW_NEITHER_REPORT_NOR_CLI = noClasses()
            .that()
            .resideInAPackage(ROOT + "experiments..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "report..", ROOT + "cli..");

    @ArchTest
    static final ArchRule REPORTS_SEE_CORE_AND_RESULTS_ONLY = noClasses()
            .that()
            .resideInAPackage(ROOT + "report..")
            .should()
            .dependOnClassesThat(new DescribedPredicate<JavaClass>("are of experiments but not of its results") {
                @Override
                public boolean test(JavaClass type) {
                    return type.getPackageName().startsWith(ROOT + "experiments")
                                    && !type.getPackageName().startsWith(ROOT + "experiments.result")
                                    && !type.getPackageName().equals(ROOT + "experiments.published")
                            || type.getPackageName().startsWith(ROOT + "cli");
                }
            });

    @ArchTest
    static final ArchRule STRATEGIES_DO_NOT_KNOW_EACH_OTHER = classes()
            .that()
            .resideInAPackage(ROOT + "core.strategy")
            .and()
            .areAssignableTo(RopeStrategy.class)
            .should(new ArchCondition<JavaClass>("not depend on another strategy") {
                @Override
                public void check(JavaClass strategy, ConditionEvents events) {
                    strategy.getDirectDependenciesFromSelf().stream()
                            .filter(d -> !d.getTargetClass().equals(strategy)
                                    && d.getTargetClass().getPackageName().equals(ROOT + "core.strategy")
                                    && d.getTargetClass().isAssignableTo(RopeStrategy.class))
                            .forEach(d -> events.add(SimpleConditionEvent.violated(d, d.getDescription())));
                }
            });

    @ArchTest
    static final ArchRule ONLY_CATALOGUES_NAME_STRATEGIES = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "core.strategy", ROOT + "bench..")
            .should()
            .dependOnClassesThat(new DescribedPredicate<JavaClass>("are concrete strategies") {
                @Override
                public boolean test(JavaClass type) {
                    return type.getPackageName().equals(ROOT + "core.strategy")
                            && !type.getName().startsWith(ROOT + "core.strategy.Strategies");
                }
            });

    @ArchTest
    static final ArchRule CORE_FIELDS_ARE_FINAL = fields().that()
            .areDeclaredInClassesThat()
            .resideInAPackage(ROOT + "core..")
            .should()
            .beFinal();

    @ArchTest
    static final ArchRule NO_PUBLIC_ARRAYS_IN_CORE = noFields()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage(ROOT + "core..")
            .and()
            .arePublic()
            .should()
            .haveRawType(new DescribedPredicate<JavaClass>("an array") {
                @Override
                public boolean test(JavaClass type) {
                    return type.isArray();
                }
            });

    @ArchTest
    static final ArchRule NO_SETTERS_IN_CORE = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage(ROOT + "core..")
            .should()
            .haveNameNotMatching("set[A-Z].*");

    private static final Set<String> TRANSCENDENTAL = Set.of(
            "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "exp", "expm1", "log", "log10", "log1p", "pow",
            "cbrt", "sinh", "cosh", "tanh", "hypot");

    @ArchTest
    static final ArchRule CORE_USES_STRICT_MATH = noClasses()
            .that()
            .resideInAPackage(ROOT + "core..")
            .should()
            .callMethodWhere(new DescribedPredicate<JavaCall<?>>("is a transcendental function of java.lang.Math") {
                @Override
                public boolean test(JavaCall<?> call) {
                    return call.getTargetOwner().isEquivalentTo(Math.class) && TRANSCENDENTAL.contains(call.getName());
                }
            });

    @ArchTest
    static final ArchRule RANDOM_NUMBERS_COME_FROM_NAMED_STREAMS = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "experiments.random")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Random")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule SYSTEM_PROPERTIES_ARE_READ_IN_THE_CLI_ONLY = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "cli..")
            .should()
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .callMethod(Locale.class, "getDefault")
            .orShould()
            .callMethod(Charset.class, "defaultCharset")
            .orShould()
            .callMethod(ZoneId.class, "systemDefault");

    @ArchTest
    static final ArchRule NO_STATIC_MUTABLE_STATE = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage(ROOT + "bench..")
            .should()
            .beFinal();

    @ArchTest
    static final ArchRule ONLY_RENDER_KNOWS_XCHART = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "report.render")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.knowm..", "org.jfree..", "org.apache.pdfbox..", "de.rototor..", "de.erichseifert..");

    @ArchTest
    static final ArchRule ONLY_RESULT_KNOWS_TABLESAW = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "experiments.result")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("tech.tablesaw..");

    @ArchTest
    static final ArchRule ONLY_INPUT_KNOWS_YAML = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "experiments.input")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson.dataformat.yaml..", "org.yaml..");

    @ArchTest
    static final ArchRule VIEWS_AND_STATISTICS_DO_NOT_DRAW = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + "report.view", ROOT + "report.stats", ROOT + "report.figure", ROOT + "report.table")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "report.render");

    @ArchTest
    static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
            slices().matching(ROOT + "(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_UTILS_OR_MANAGERS =
            noClasses().should().haveSimpleNameEndingWith("Utils").orShould().haveSimpleNameEndingWith("Manager");
}
