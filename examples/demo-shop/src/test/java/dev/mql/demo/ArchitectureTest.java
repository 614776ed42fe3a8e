package dev.mql.demo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    @Test
    void shopKnowsNothingOfMql() {
        JavaClasses demo = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.mql.demo");

        noClasses()
                .that()
                .resideInAPackage("dev.mql.demo.shop..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.mql", "dev.mql.servlet..", "dev.mql.nurture..", "dev.mql.admin..", "dev.mql.demo.inbox..")
                .check(demo);
    }
}
