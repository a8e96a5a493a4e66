package dev.rollcall.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The walls between packages, the same in every module. A module's test class implements this and
/// says where its code is; a module with pure cores implements [WallsAroundCore] as well.
public interface Walls {

  /// The root package of the module, such as `dev.rollcall.ingress`.
  String root();

  /// Packages, in ArchUnit's notation, that may see Kafka.
  default String[] kafkaLeaves() {
    return new String[] {"..kafka.."};
  }

  /// Packages that may see R2DBC, JDBC and the drivers.
  default String[] postgresLeaves() {
    return new String[] {"..postgres.."};
  }

  /// Packages that may see web types.
  default String[] webLeaves() {
    return new String[] {"..http.."};
  }

  /// The compiled main code.
  default JavaClasses code() {
    return new ClassFileImporter().importPath(Path.of("target", "classes"));
  }

  @Test
  default void only_kafka_leaves_see_kafka() {
    noClasses()
        .that()
        .resideOutsideOfPackages(kafkaLeaves())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..")
        .because("the log is a port of the use case; move the call into the `kafka` leaf")
        .check(code());
  }

  @Test
  default void only_postgres_leaves_see_the_database() {
    noClasses()
        .that()
        .resideOutsideOfPackages(postgresLeaves())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.r2dbc..", "java.sql..", "javax.sql..", "com.zaxxer..", "org.postgresql..")
        .because("the database is a port of the use case; move the call into the `postgres` leaf")
        .check(code());
  }

  @Test
  default void only_web_leaves_see_web_types() {
    noClasses()
        .that()
        .resideOutsideOfPackages(webLeaves())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework.web..", "org.springframework.http..", "reactor.netty..")
        .because("HTTP is an edge; take plain values in and give plain values out")
        .check(code());
  }

  @Test
  default void only_wire_sees_jackson() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.rollcall.schemas.wire..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..")
        .because("JSON is read and printed by `schemas.wire.JsonCodec` alone, within its limits")
        .check(code());
  }

  @Test
  default void services_do_not_know_each_other() {
    String[] others =
        Stream.of("ingress", "projection", "connector")
            .map(service -> "dev.rollcall." + service)
            .filter(service -> !service.equals(root()))
            .map(service -> service + "..")
            .toArray(String[]::new);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .because("services meet in `schemas` and on the wire")
        .check(code());
  }

  @Test
  default void sources_keep_the_house_rules() {
    assertThat(new SourceScan(Path.of("src", "main", "java")).findings()).isEmpty();
  }
}
