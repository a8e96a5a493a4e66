package dev.rollcall.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import dev.rollcall.testkit.Walls;
import org.junit.jupiter.api.Test;

/// The driver sees what a client sees.
class WallsTest implements Walls {

  @Override
  public String root() {
    return "dev.rollcall.bench";
  }

  @Test
  void it_measures_from_outside() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.rollcall.scim..", "dev.rollcall.backing..", "dev.rollcall.standalone..")
        .because("a driver that calls the code it measures measures itself")
        .check(code());
  }
}
