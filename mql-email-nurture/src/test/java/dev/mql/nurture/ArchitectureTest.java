package dev.mql.nurture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Instant;

/** How this module's packages may know each other. Each rule was broken once to see it fail. */
@AnalyzeClasses(packages = "dev.mql.nurture", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule jakartaMailIsKnownInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("dev.mql.nurture.smtp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..");

    @ArchTest
    static final ArchRule thymeleafIsKnownInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("dev.mql.nurture.template")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.thymeleaf..", "ognl..");

    @ArchTest
    static final ArchRule mailAndTemplatesKnowNothingOfLeads = classes()
            .that()
            .resideInAnyPackage("dev.mql.nurture.smtp..", "dev.mql.nurture.template")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.mql.nurture.smtp..",
                    "dev.mql.nurture.template",
                    "java..",
                    "javax.net..",
                    "jakarta.mail..",
                    "org.eclipse.angus..",
                    "org.thymeleaf..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule signaturesAndPaceKnowNoMailServer = noClasses()
            .that()
            .resideInAnyPackage("dev.mql.nurture.smtp.mime", "dev.mql.nurture.smtp.dkim", "dev.mql.nurture.smtp.pace")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..", "javax.net..");

    @ArchTest
    static final ArchRule seriesAreNoWebCode = noClasses()
            .that()
            .resideInAnyPackage("dev.mql.nurture.series", "dev.mql.nurture.send", "dev.mql.nurture.sent")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.servlet..");

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule packagesHaveNoCycles = SlicesRuleDefinition.slices()
            .matching("dev.mql.nurture.(*)..")
            .should()
            .beFreeOfCycles();
}
