package io.github.asyncapikafka;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the directions between the packages. The arrows never turn back.
 */
class ArchitectureTests {

	private static final String BASE = "io.github.asyncapikafka";

	/** What each package may use of the others; itself and its sub-packages always. */
	private static final Map<String, Set<String>> DIRECTIONS = Map.of("diagnostic", Set.of(), "model",
			Set.of("diagnostic"), "document", Set.of("diagnostic", "model"), "binding", Set.of("diagnostic", "model"),
			"validation", Set.of("diagnostic", "model"), "serde", Set.of("diagnostic", "binding"), "inspection",
			Set.of("diagnostic", "model", "binding"), "kafka",
			Set.of("diagnostic", "model", "binding", "validation", "serde", "inspection"), "actuate",
			Set.of("diagnostic", "binding", "kafka"), "autoconfigure", Set.of("diagnostic", "model", "document",
					"binding", "validation", "serde", "inspection", "kafka", "actuate"));

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(BASE);

	@Test
	void everyPackageHasItsDirections() {
		Set<String> packages = CLASSES.stream()
			.map((type) -> type.getPackageName().substring(BASE.length() + 1).split("\\.")[0])
			.collect(Collectors.toSet());
		assertThat(packages).isEqualTo(DIRECTIONS.keySet());
	}

	@Test
	void directionsAreKept() {
		DIRECTIONS.forEach((name, allowed) -> {
			String[] packages = Stream.concat(Stream.of(name), allowed.stream())
				.map((other) -> BASE + "." + other + "..")
				.toArray(String[]::new);
			classes().that(resideInAPackage(BASE + "." + name + ".."))
				.should()
				.onlyDependOnClassesThat(not(resideInAPackage(BASE + "..")).or(resideInAnyPackage(packages)))
				.check(CLASSES);
		});
	}

	@Test
	void documentToContractNeedsNoSpringBeans() {
		noClasses().that(resideInAnyPackage(BASE + ".diagnostic..", BASE + ".model..", BASE + ".binding.."))
			.should()
			.dependOnClassesThat(resideInAnyPackage("org.springframework..", "org.apache.kafka..", "tools.jackson.."))
			.check(CLASSES);
		noClasses().that(resideInAPackage(BASE + ".document.."))
			.should()
			.dependOnClassesThat(resideInAPackage("org.springframework..")
				.and(not(resideInAPackage("org.springframework.core.io.."))))
			.check(CLASSES);
	}

	@Test
	void inspectionKnowsNoKafka() {
		noClasses().that(resideInAPackage(BASE + ".inspection.."))
			.should()
			.dependOnClassesThat(resideInAnyPackage("org.springframework..", "org.apache.kafka.."))
			.check(CLASSES);
	}

	@Test
	void onlyAutoConfigurationKnowsSpringBoot() {
		noClasses().that(not(resideInAnyPackage(BASE + ".autoconfigure..", BASE + ".actuate..")))
			.should()
			.dependOnClassesThat(resideInAPackage("org.springframework.boot.."))
			.check(CLASSES);
	}

	@Test
	void packagesAreFreeOfCycles() {
		slices().matching(BASE + ".(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void everyPackageIsNullMarked() {
		Set<JavaPackage> packages = CLASSES.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
		assertThat(packages).isNotEmpty()
			.allSatisfy(
					(javaPackage) -> assertThat(javaPackage.isAnnotatedWith(NullMarked.class)).as(javaPackage.getName())
						.isTrue());
	}

	@Test
	void autoConfigurationsArePublicAndFinal() {
		classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.check(CLASSES);
	}

	@Test
	void autoConfigurationsHaveNoPublicMembers() {
		classes().that().areAnnotatedWith(AutoConfiguration.class).should(haveNoPublicMembers()).check(CLASSES);
	}

	@Test
	void autoConfigurationsAreTheOnlyPublicClassesOfTheirPackage() {
		classes().that(resideInAPackage(BASE + ".autoconfigure"))
			.and()
			.arePublic()
			.should()
			.beAnnotatedWith(AutoConfiguration.class)
			.check(CLASSES);
	}

	@Test
	void publicClassesBesideAutoConfigurationsAreOnesThatTheseUse() {
		classes().that(resideInAPackage(BASE + ".autoconfigure.."))
			.and(resideOutsideOfPackage(BASE + ".autoconfigure"))
			.and()
			.arePublic()
			.should(beUsedByAnotherPackage())
			.check(CLASSES);
	}

	@Test
	void noPackageIsTooLarge() {
		Map<String, Long> sizes = CLASSES.stream()
			.filter(JavaClass::isTopLevelClass)
			.collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
		assertThat(sizes).allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(18));
	}

	private static ArchCondition<JavaClass> beUsedByAnotherPackage() {
		return new ArchCondition<>("be used by another package") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				boolean used = type.getDirectDependenciesToSelf()
					.stream()
					.anyMatch((dependency) -> !dependency.getOriginClass().getPackage().equals(type.getPackage()));
				events.add(new SimpleConditionEvent(type, used, type.getName() + " is public for nobody"));
			}

		};
	}

	private static ArchCondition<JavaClass> haveNoPublicMembers() {
		return new ArchCondition<>("have no public members other than the constructor") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				Stream.concat(type.getMethods().stream(), type.getFields().stream())
					.filter((JavaMember member) -> member.getModifiers().contains(JavaModifier.PUBLIC))
					.forEach((member) -> events.add(SimpleConditionEvent.violated(member, member.getDescription())));
			}

		};
	}

}
