package dev.rollcall.faults;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import dev.rollcall.testkit.Walls;
import org.junit.jupiter.api.Test;

/// What is woven into a service must not bring anything along.
class WallsTest implements Walls {

  @Override
  public String root() {
    return "dev.rollcall.faults";
  }

  @Test
  void it_needs_the_jdk_alone() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("dev.rollcall.faults..", "java..", "org.jspecify..")
        .because("the bootstrap loader of a service finds nothing else")
        .check(code());
  }
}
