package dev.rollcall.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import dev.rollcall.testkit.WallsAroundCore;
import org.junit.jupiter.api.Test;

/// The walls between the packages of the launcher.
class WallsTest implements WallsAroundCore {

  @Override
  public String root() {
    return "dev.rollcall.standalone";
  }

  /// `Databases` makes the database that the services open.
  @Override
  public String[] postgresLeaves() {
    return new String[] {"..standalone.platform.."};
  }

  @Test
  void the_platform_runs_without_the_demonstration() {
    noClasses()
        .that()
        .resideInAPackage("..standalone.platform..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..standalone.demo..", "..standalone.demoapp..", "..standalone.session..")
        .because("`up` starts what customers run, and no more")
        .check(code());
  }

  @Test
  void targets_are_applied_without_the_platform() {
    noClasses()
        .that()
        .resideInAPackage("..standalone.targets..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..standalone.platform..", "..standalone.demo..")
        .because("they are applied over the administration API, wherever the platform runs")
        .check(code());
  }

  @Test
  void the_apps_know_nothing_of_the_platform() {
    noClasses()
        .that()
        .resideInAPackage("..standalone.demoapp..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..standalone.platform..", "..standalone.demo..", "..standalone.session..")
        .because("they stand for apps of others, which see only what arrives over HTTP")
        .check(code());
  }
}
