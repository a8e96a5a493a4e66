package dev.rollcall.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.faults.CrashPoint.Moment;
import dev.rollcall.faults.weave.Change;
import dev.rollcall.faults.weave.Weaver;
import dev.rollcall.faults.weave.Weaving;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the tables against the services: a method that is renamed there fails here.
class PlacesTest {
  private static final ClassLoader LOADER = PlacesTest.class.getClassLoader();

  static Stream<Weaving> weavings() {
    return Stream.concat(
        CrashPoints.all().stream()
            .map(point -> new Weaving(point.name(), point.place(), new Change.Passing(point))),
        SeededBugs.all().stream().map(SeededBug::weaving));
  }

  @ParameterizedTest
  @MethodSource("weavings")
  void every_fault_has_its_place_and_leaves_a_class_that_the_jvm_takes(Weaving weaving)
      throws IOException {
    byte[] woven = woven(weaving);
    var resolver =
        ClassHierarchyResolver.ofResourceParsing(LOADER)
            .orElse(ClassHierarchyResolver.defaultResolver());
    assertThat(ClassFile.of(ClassHierarchyResolverOption.of(resolver)).verify(woven)).isEmpty();
  }

  @Test
  void names_are_told_apart_and_say_whose_they_are() {
    assertThat(CrashPoints.all()).extracting(CrashPoint::name).doesNotHaveDuplicates();
    assertThat(CrashPoints.all())
        .extracting(CrashPoint::service)
        .containsOnly("ingress", "projection", "connector");
    assertThat(CrashPoints.all())
        .allSatisfy(
            point -> assertThat(point.place().className()).contains("." + point.service() + "."));
    assertThat(CrashPoints.all()).hasSizeGreaterThanOrEqualTo(40);
  }

  @Test
  void a_method_that_is_not_there_is_told() {
    var point =
        new CrashPoint(
            "connector.nowhere",
            Place.of("dev.rollcall.connector.intake.Intake", "took"),
            Moment.BEFORE,
            "");
    var weaving = new Weaving(point.name(), point.place(), new Change.Passing(point));
    assertThatThrownBy(() -> woven(weaving))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Intake.took is there 0 times");
    assertThatThrownBy(() -> new Weaver(List.of(weaving)).checkAgainst(LOADER))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_text_that_is_not_there_is_told() {
    SeededBug bug = SeededBugs.named("fence-skipped").orElseThrow();
    var weaving = new Weaving(bug.name(), bug.place(), new Change.Text("AND owner = ?", ""));
    assertThatThrownBy(() -> woven(weaving))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing that could be changed so");
  }

  /// The bug reaches for these by reflection: the bootstrap loader does not know their types.
  @Test
  void what_an_early_answer_reaches_for_is_there() throws ReflectiveOperationException {
    String decide = "dev.rollcall.projection.decide.";
    var parts = Class.forName(decide + "PartitionDecider").getDeclaredField("parts").getType();
    var outlet = parts.getDeclaredMethod("outlet").getReturnType();
    assertThat(outlet.getMethod("committed", int.class, List.class)).isNotNull();
    var batch = Class.forName(decide + "DecidedBatch");
    assertThat(batch.getDeclaredMethod("records").getReturnType()).isEqualTo(List.class);
    var claim = batch.getDeclaredMethod("before").getReturnType();
    assertThat(claim.getDeclaredMethod("partition").getReturnType()).isEqualTo(int.class);
  }

  private static byte[] woven(Weaving weaving) throws IOException {
    String internalName = weaving.place().internalName();
    try (var bytes = LOADER.getResourceAsStream(internalName + ".class")) {
      return new Weaver(List.of(weaving))
          .weave(
              LOADER,
              internalName,
              Objects.requireNonNull(bytes, weaving.place().className()).readAllBytes());
    }
  }
}
