package io.kiln.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom (ARCHITECTURE.md). Maven's modules hold most of it; this holds the rest. */
final class LayeringTest {
  /** Same answer for the same question, whenever and wherever it is asked. */
  private static final String[] PURE = {
    "io.kiln.templates..", "io.kiln.engine.planning..", "io.kiln.resources.spi.."
  };

  private static JavaClasses classes = new ClassFileImporter().importClasses();

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(place -> !place.contains("-tests.jar"))
            .importPackages("io.kiln");
  }

  /** A rule over nothing is always green. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.kiln.templates",
        "io.kiln.engine.planning",
        "io.kiln.engine.convergence",
        "io.kiln.simulation",
        "io.kiln.resources.spi",
        "io.kiln.hooks.protocol",
        "io.kiln.hooks.agent",
        "io.kiln.lint",
        "io.kiln.db",
        "io.kiln.api",
        "io.kiln.cli"
      })
  void everyRoomWasRead(String room) {
    assertThat(classes.stream().filter(type -> type.getPackageName().startsWith(room)))
        .hasSizeGreaterThan(3);
  }

  @Test
  void aRoomKnowsOnlyTheRoomsItStandsOn() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("templates")
        .definedBy("io.kiln.templates..")
        .layer("spi")
        .definedBy("io.kiln.resources.spi..")
        .layer("planning")
        .definedBy("io.kiln.engine.planning..")
        .layer("convergence")
        .definedBy("io.kiln.engine.convergence..")
        .layer("reading")
        .definedBy("io.kiln.engine.reading..")
        .layer("simulation")
        .definedBy("io.kiln.simulation..")
        .layer("protocol")
        .definedBy("io.kiln.hooks.protocol..")
        .layer("agent")
        .definedBy("io.kiln.hooks.agent..")
        .layer("db")
        .definedBy("io.kiln.db..")
        .layer("plugins")
        .definedBy(
            "io.kiln.resources",
            "io.kiln.resources.baremetal..",
            "io.kiln.resources.container..",
            "io.kiln.resources.core..",
            "io.kiln.resources.host..",
            "io.kiln.resources.software..")
        .layer("lint")
        .definedBy("io.kiln.lint..")
        .layer("cli")
        .definedBy("io.kiln.cli..")
        .whereLayer("templates")
        .mayNotAccessAnyLayer()
        .whereLayer("spi")
        .mayOnlyAccessLayers("templates")
        .whereLayer("planning")
        .mayOnlyAccessLayers("templates", "spi")
        .whereLayer("convergence")
        .mayOnlyAccessLayers("planning", "spi", "templates")
        .whereLayer("reading")
        .mayOnlyAccessLayers("convergence", "planning", "templates")
        .whereLayer("simulation")
        .mayOnlyAccessLayers("convergence", "planning", "spi", "templates")
        .whereLayer("simulation")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("db")
        .mayOnlyAccessLayers("reading", "convergence", "planning", "spi", "templates")
        .whereLayer("protocol")
        .mayNotAccessAnyLayer()
        .whereLayer("agent")
        .mayOnlyAccessLayers("protocol")
        .whereLayer("lint")
        .mayOnlyAccessLayers("templates", "spi", "plugins", "protocol")
        .whereLayer("cli")
        .mayOnlyAccessLayers("lint")
        .check(classes);
  }

  @Test
  void pluginsKnowTheContractAndTheHostsProtocolOnly() {
    noClasses()
        .that()
        .resideInAPackage("io.kiln.resources..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.kiln.engine..",
            "io.kiln.db..",
            "io.kiln.api..",
            "io.kiln.lint..",
            "io.kiln.cli..",
            "io.kiln.hooks.agent..")
        .check(classes);
  }

  @Test
  void onlyTheCompositionRootKnowsTheStoreThePluginsAndTheAgent() {
    noClasses()
        .that()
        .resideInAPackage("io.kiln..")
        .and()
        .resideOutsideOfPackages(
            "io.kiln.api.boot..", "io.kiln.db..", "io.kiln.resources..", "io.kiln.hooks.agent..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.kiln.db..", "io.kiln.hooks.agent..")
        .check(classes);
    noClasses()
        .that()
        .resideOutsideOfPackage("io.kiln.api..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.kiln.api..")
        .check(classes);
  }

  @Test
  void springStaysAtTheEdge() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.kiln.api..", "io.kiln.db..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework..")
        .check(classes);
    noClasses()
        .that()
        .resideOutsideOfPackage("io.kiln.db..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.persistence..", "org.hibernate..")
        .check(classes);
  }

  @Test
  void thePureCoreDoesNothingOutside() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.sql..", "org.slf4j..", "jakarta..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.(io\\.(File|RandomAccess|Console|PrintStream).*"
                + "|net\\.(http\\..*|.*Socket.*|InetAddress|URL|.*Connection))")
        .orShould()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getProperty", String.class)
        .because("what is pure can be tested, repeated and simulated")
        .check(classes);
  }

  @Test
  void thePureCoreReadsNoClockAndDrawsNoNumber() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(SecureRandom.class)
        .orShould()
        .callConstructor(Random.class)
        .check(classes);
  }
}
