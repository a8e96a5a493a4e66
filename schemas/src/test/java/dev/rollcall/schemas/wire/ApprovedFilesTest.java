package dev.rollcall.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Request;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The approved files: what was stored once must load for ever, and what is stored now must not
/// change by accident.
final class ApprovedFilesTest {
  private final RequestCodec requests = new RequestCodec(Unsealer.WITHOUT_KEYS);
  private final DecisionCodec decisions = new DecisionCodec(Unsealer.WITHOUT_KEYS);

  @ParameterizedTest
  @MethodSource("requestFiles")
  void an_approved_request_still_means_what_it_meant(String file, Request meaning) {
    assertThat(requests.decode(approved(file))).isEqualTo(meaning);
  }

  @ParameterizedTest
  @MethodSource("decisionFiles")
  void an_approved_decision_still_means_what_it_meant(String file, Decision meaning) {
    assertThat(decisions.decode(approved(file))).isEqualTo(meaning);
  }

  @ParameterizedTest
  @MethodSource("requestFiles")
  void a_request_is_written_byte_for_byte_as_approved(String file, Request meaning) {
    assertThat(text(requests.encode(meaning))).isEqualTo(text(approved(file)));
  }

  @ParameterizedTest
  @MethodSource("decisionFiles")
  void a_decision_is_written_byte_for_byte_as_approved(String file, Decision meaning) {
    assertThat(text(decisions.encode(meaning))).isEqualTo(text(approved(file)));
  }

  @Test
  void every_approved_file_has_a_meaning_and_every_meaning_a_file() throws IOException {
    var meanings = new TreeSet<String>(ApprovedRecords.requests().keySet());
    meanings.addAll(ApprovedRecords.decisions().keySet());
    try (Stream<Path> files = Files.list(folder())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(meanings);
    }
  }

  @Test
  void every_command_has_an_approved_file() {
    var commands = new ArrayList<Object>();
    ApprovedRecords.requests().values().forEach(request -> commands.add(request.command()));
    assertThat(classesOf(commands)).isEqualTo(permitted(Command.class));
  }

  @Test
  void every_outcome_has_an_approved_file() {
    var outcomes = new ArrayList<Object>();
    ApprovedRecords.decisions().values().forEach(decision -> outcomes.add(decision.outcome()));
    assertThat(classesOf(outcomes)).isEqualTo(permitted(Outcome.class));
  }

  @Test
  void every_fact_has_an_approved_file_named_after_it() {
    var facts = new LinkedHashMap<String, Fact>();
    ApprovedRecords.decisions()
        .forEach((file, decision) -> decision.facts().forEach(fact -> facts.put(file, fact)));
    assertThat(classesOf(facts.values())).isEqualTo(permitted(Fact.class));
    facts.forEach((file, fact) -> assertThat(file).isEqualTo(FactCodec.nameOf(fact) + ".v1.json"));
  }

  static List<Object[]> requestFiles() {
    return rows(ApprovedRecords.requests());
  }

  static List<Object[]> decisionFiles() {
    return rows(ApprovedRecords.decisions());
  }

  private static List<Object[]> rows(Map<String, ?> files) {
    return files.entrySet().stream()
        .map(file -> new Object[] {file.getKey(), file.getValue()})
        .toList();
  }

  private static Set<Class<?>> classesOf(Collection<?> values) {
    return values.stream().map(Object::getClass).collect(Collectors.toSet());
  }

  private static Set<Class<?>> permitted(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .flatMap(it -> it.isSealed() ? permitted(it).stream() : Stream.of(it))
        .collect(Collectors.toSet());
  }

  private static byte[] approved(String file) {
    try {
      return text(Files.readAllBytes(folder().resolve(file))).getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError("There is no approved file " + file, e);
    }
  }

  private static Path folder() {
    try {
      URL url = ApprovedFilesTest.class.getResource("/approved");
      assertThat(url).isNotNull();
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError("The folder of approved files has a strange name", e);
    }
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8).strip();
  }
}
