package dev.rollcall.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.faults.woven.Passage;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The jar as a JVM takes it.
class AgentIT {

  /// How a program ended.
  private record End(int code, String output) {}

  @Test
  void an_armed_process_halts_with_its_last_words_and_the_code_of_a_kill() throws Exception {
    End end = run("crash=connector.folded");
    assertThat(end.code()).isEqualTo(Passage.HALTED);
    assertThat(end.output())
        .contains("faults: halted at connector.folded")
        .doesNotContain("passed 1");
  }

  @Test
  void a_later_passage_can_be_the_one() throws Exception {
    End end = run("crash=connector.folded@2,crash=connector.called");
    assertThat(end.code()).isEqualTo(Passage.HALTED);
    assertThat(end.output()).contains("passed 1").doesNotContain("passed 2");
  }

  @Test
  void a_bug_is_woven_and_the_rest_is_as_it_was() throws Exception {
    assertThat(run("crash=connector.called").output()).contains("Optional[PT5S]");
    assertThat(run("bug=retry-after-dropped").output())
        .contains("passed 2")
        .contains("Optional.empty");
  }

  @Test
  void what_names_nothing_keeps_the_process_from_starting() throws Exception {
    End end = run("crash=connector.nowhere");
    assertThat(end.code()).isNotZero();
    assertThat(end.output()).contains("There is no crash point connector.nowhere");
    assertThat(end.output()).doesNotContain("passed 1");
  }

  private static End run(String orders) throws Exception {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-javaagent:" + System.getProperty("faults.jar") + "=" + orders,
                "-cp",
                classPath(),
                Passer.class.getName())
            .redirectErrorStream(true)
            .start();
    try (var output = process.getInputStream()) {
      String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      return new End(process.waitFor(), said);
    }
  }

  /// Without the classes that the jar was made of: a service does not have them either, and the
  /// agent would take itself for them.
  private static String classPath() throws URISyntaxException {
    var own = Path.of(Faults.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(all.split(File.pathSeparator))
        .filter(entry -> !Path.of(entry).equals(own))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
