package org.gradientdoctor.samples;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.gradientdoctor.samples.faults.FaultBench;
import org.gradientdoctor.samples.faults.cases.Part;
import org.gradientdoctor.samples.faults.trial.TwinSurvey;

/** Stands in samples because only from here all modules can be seen. */
@AnalyzeClasses(packages = "org.gradientdoctor", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule modulesUseEachOtherOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("core")
            .definedBy("org.gradientdoctor.core..")
            .layer("listeners")
            .definedBy("org.gradientdoctor.listeners..")
            .layer("remedies")
            .definedBy("org.gradientdoctor.remedies..")
            .layer("samples")
            .definedBy("org.gradientdoctor.samples..")
            .whereLayer("samples")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("remedies")
            .mayOnlyBeAccessedByLayers("samples")
            .whereLayer("listeners")
            .mayOnlyBeAccessedByLayers("remedies", "samples")
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule coreKnowsNoDeeplearning4j = noClasses()
            .that()
            .resideInAPackage("org.gradientdoctor.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.datavec..");

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("org.gradientdoctor.(*).(*)..").should().beFreeOfCycles();

    /** What {@link #packagesFormNoCycle} cannot see: classes of a module's own package, which is above and below others. */
    @ArchTest
    static final ArchRule whatAModuleOffersIsNotUsedByWhatItUses = classes()
            .that(describe(
                    "stand in a module's own package",
                    type -> type.getPackageName().matches("org\\.gradientdoctor\\.\\w+")))
            .should(new NotComeBackToItself());

    @ArchTest
    static final ArchRule classNamesSayWhatTheClassIs = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl|Common)")
            .because("such a name does not say what belongs into the class and what does not");

    /** The survey looks at sound trainings only, to see that they learn; the bench publishes. Nothing else knows it. */
    @ArchTest
    static final ArchRule whatRulesAreChosenByNeverSeesTheReportPart = noClasses()
            .that()
            .resideOutsideOfPackage("org.gradientdoctor.samples.faults.cases..")
            .and()
            .doNotBelongToAnyOf(FaultBench.class, TwinSurvey.class)
            .should()
            .accessField(Part.class, "REPORT")
            .orShould()
            .accessField(Part.class, "FURTHER")
            .orShould()
            .accessField(Part.class, "LATER")
            .orShould()
            .callMethod(Part.class, "values")
            .orShould()
            .callMethod(Part.class, "valueOf", String.class);
}
