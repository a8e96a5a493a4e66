package dev.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.standalone.targets.Apply.How;
import dev.rollcall.standalone.targets.Place.Said;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TargetsArgumentsTest {

  @Test
  void a_file_alone_is_applied_and_nothing_is_taken_away() {
    assertThat(parse("targets apply t.json"))
        .isEqualTo(
            new TargetsArguments(
                Path.of("t.json"),
                new Said(Optional.empty(), Optional.empty(), Optional.empty()),
                new How(Optional.empty(), false, false, true)));
  }

  @Test
  void every_option_is_read_wherever_it_stands() {
    assertThat(
            parse(
                "targets --data d apply --dry-run t.json --prune --no-call --url https://a/admin"
                    + " --token-file k --tenant demo"))
        .isEqualTo(
            new TargetsArguments(
                Path.of("t.json"),
                new Said(
                    Optional.of(Path.of("d")),
                    Optional.of("https://a/admin"),
                    Optional.of(Path.of("k"))),
                new How(Optional.of("demo"), true, true, false)));
  }

  @ParameterizedTest
  @CsvSource({
    "targets, apply FILE",
    "targets apply, apply FILE",
    "targets remove t.json, apply FILE",
    "targets apply a.json b.json, apply FILE",
    "targets apply t.json --tenant, --tenant wants a value",
    "targets apply t.json --token rollcall_x, unknown option '--token'",
    "targets apply t.json --force, unknown option '--force'"
  })
  void what_is_wrong_is_said(String line, String said) {
    assertThatThrownBy(() -> parse(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(said);
  }

  private static TargetsArguments parse(String line) {
    return TargetsArguments.parse(line.split(" "));
  }
}
