package dev.mql.demo;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which module and which library may be known where, over all modules. Each rule was broken once to see it fail. */
@AnalyzeClasses(packages = "dev.mql", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule shopKnowsNothingOfMql = noClasses()
            .that()
            .resideInAPackage("dev.mql.demo.shop..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.mql", "dev.mql.servlet..", "dev.mql.nurture..", "dev.mql.admin..", "dev.mql.demo.inbox..");

    @ArchTest
    static final ArchRule filterKnowsNeitherNurtureNorAdmin = noClasses()
            .that()
            .resideInAPackage("dev.mql.servlet..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.mql.nurture..", "dev.mql.admin..");

    @ArchTest
    static final ArchRule nurtureKnowsNeitherFilterNorAdmin = noClasses()
            .that()
            .resideInAPackage("dev.mql.nurture..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.mql.servlet..", "dev.mql.admin..");

    @ArchTest
    static final ArchRule adminKnowsNoFilter = noClasses()
            .that()
            .resideInAPackage("dev.mql.admin..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.mql.servlet..");

    /** It starts without that module: these packages are loaded only where it is there. */
    @ArchTest
    static final ArchRule adminKnowsNurtureInThePagesAboutSeriesOnly = noClasses()
            .that()
            .resideInAPackage("dev.mql.admin..")
            .and()
            .resideOutsideOfPackage("dev.mql.admin.page.series..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.mql.nurture..");

    @ArchTest
    static final ArchRule jedisIsKnownInOnePackage = noClasses()
            .that()
            .resideOutsideOfPackage("dev.mql.store.redis")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("redis.clients..");

    @ArchTest
    static final ArchRule jakartaMailIsKnownInOnePackageBesideTheMailCatcher = noClasses()
            .that()
            .resideOutsideOfPackages("dev.mql.nurture.smtp..", "dev.mql.demo.inbox")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..");

    @ArchTest
    static final ArchRule thymeleafIsKnownInTwoPackagesBesideTheShop = noClasses()
            .that()
            .resideOutsideOfPackages("dev.mql.nurture.template", "dev.mql.admin.page", "dev.mql.demo.page")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.thymeleaf..");

    @ArchTest
    static final ArchRule servletsAreKnownInWebModulesOnly = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.mql.servlet..",
                    "dev.mql.nurture",
                    "dev.mql.nurture.inbound",
                    "dev.mql.nurture.pages",
                    "dev.mql.nurture.shop",
                    "dev.mql.admin..",
                    "dev.mql.spring",
                    "dev.mql.demo..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.servlet..");

    @ArchTest
    static final ArchRule onlyLimitsAskFromWhereARequestComes = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.mql.admin.access.SignIn")
            .and()
            .doNotHaveFullyQualifiedName("dev.mql.servlet.gate.Proxies")
            .should()
            .callMethodWhere(target(nameMatching("getRemote(Addr|Host|Port)")));

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .that()
            .resideOutsideOfPackages("dev.mql.testkit", "dev.mql.demo..")
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
}
