package dev.mql;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** How this module's packages may know each other. Each rule was broken once to see it fail. */
@AnalyzeClasses(packages = "dev.mql", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule jedisIsKnownInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("dev.mql.store.redis")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("redis.clients..", "org.apache.commons.pool2..");

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDate.class, "now")
            .orShould()
            .callMethod(java.time.LocalDateTime.class, "now")
            .orShould()
            .callMethod(java.time.ZonedDateTime.class, "now");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            SlicesRuleDefinition.slices().matching("dev.mql.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule scoringKnowsNoStoreAndNoThreads = noClasses()
            .that()
            .resideInAnyPackage("dev.mql.scoring", "dev.mql.lead", "dev.mql.cart")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.mql.store..", "dev.mql.engine", "dev.mql.ingest", "java.util.concurrent");
}
