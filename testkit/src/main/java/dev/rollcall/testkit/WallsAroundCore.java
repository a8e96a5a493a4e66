package dev.rollcall.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The walls of a module that has pure cores.
public interface WallsAroundCore extends Walls {

  @Test
  default void core_is_pure() {
    classes()
        .that()
        .resideInAPackage("..core..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "..core..",
            "dev.rollcall.schemas.event..",
            "dev.rollcall.schemas.json..",
            "dev.rollcall.scim..",
            "java.lang..",
            "java.math..",
            "java.time..",
            "java.util..",
            "org.jspecify.annotations..")
        .because(
            "core must replay the same way for ever; move I/O to a leaf and pass its result in")
        .check(code());
  }

  @Test
  default void core_reads_no_clock_and_throws_no_dice() {
    noClasses()
        .that()
        .resideInAPackage("..core..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Random.class)
        .because("time and new ids arrive inside the command")
        .check(code());
  }
}
