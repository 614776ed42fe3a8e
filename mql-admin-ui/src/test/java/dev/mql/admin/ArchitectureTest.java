package dev.mql.admin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What of this module may know the module that sends mails, which need not be there. Each rule was broken once to see it fail. */
@AnalyzeClasses(packages = "dev.mql.admin", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule mailsAreKnownToThePagesAboutSeriesOnly = noClasses()
            .that()
            .resideOutsideOfPackage("dev.mql.admin.page.series..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.mql.nurture..");

    @ArchTest
    static final ArchRule thosePagesAreNamedByTheTableOfRoutesOnly = noClasses()
            .that()
            .resideOutsideOfPackage("dev.mql.admin.page.series..")
            .and()
            .doNotHaveFullyQualifiedName("dev.mql.admin.AdminRoutes")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.mql.admin.page.series..");
}
