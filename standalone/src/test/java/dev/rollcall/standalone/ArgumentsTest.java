package dev.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.standalone.Arguments.Command;
import dev.rollcall.standalone.platform.PlatformOptions.Running;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArgumentsTest {

  @Test
  void presets_are_a_folder_here_and_processes() {
    assertThat(parse("up"))
        .isEqualTo(
            new Arguments(
                Command.UP,
                Path.of("data"),
                OptionalInt.empty(),
                Optional.empty(),
                false,
                false,
                false));
  }

  @Test
  void services_run_as_processes_unless_the_command_says_otherwise() {
    assertThat(parse("up").services()).isEqualTo(Running.PROCESSES);
    assertThat(parse("up --one-process").services()).isEqualTo(Running.ONE_PROCESS);
    assertThat(parse("train").command()).isEqualTo(Command.TRAIN);
  }

  @Test
  void every_option_is_read() {
    assertThat(
            parse(
                "demo --data d/e --port 65535 --one-process --fast --accept-differences --public-url"
                    + " https://scim.example.com/x"))
        .isEqualTo(
            new Arguments(
                Command.DEMO,
                Path.of("d/e"),
                OptionalInt.of(65_535),
                Optional.of(URI.create("https://scim.example.com/x")),
                true,
                true,
                true));
  }

  @ParameterizedTest
  @CsvSource({
    "'', unknown command ''",
    "upp, unknown command 'upp'",
    "up --force, unknown option '--force'",
    "up here, unknown option 'here'",
    "up --data, --data wants a value",
    "up --port, --port wants a value",
    "up --port 0, --port wants a number from 1 to 65535",
    "up --port 65536, --port wants a number from 1 to 65535",
    "up --port x, --port wants a number from 1 to 65535",
    "up --public-url scim.example.com, --public-url wants an address",
    "up --public-url ftp://h, --public-url wants an address",
    "up --public-url https://h/?q, --public-url wants an address"
  })
  void what_cannot_be_meant_gets_one_sentence(String line, String sentence) {
    assertThatThrownBy(() -> parse(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  private static Arguments parse(String line) {
    return Arguments.parse(line.split(" ", -1));
  }
}
