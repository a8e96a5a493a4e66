package dev.rollcall.connector.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.mapping.MappingLanguage.Read;
import dev.rollcall.connector.mapping.core.Mapping.Outcome;
import dev.rollcall.connector.mapping.core.MappingLimits;
import dev.rollcall.connector.mapping.core.Screening;
import dev.rollcall.connector.mapping.jsonata.JsonataLanguage;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The examples of docs/connectors.md: a mapping, an input, and what comes of it.
class ConnectorsPageTest {
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "```jsonata\n(.*?)```\n```json\n(.*?)```\n```(json|text)\n(.*?)```", Pattern.DOTALL);
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  /// An example of the page.
  record Example(String mapping, String input, boolean fails, String outcome) {}

  static List<Example> examples() throws IOException {
    return EXAMPLE
        .matcher(page())
        .results()
        .map(it -> new Example(it.group(1), it.group(2), it.group(3).equals("text"), it.group(4)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_does_what_the_page_says(Example example) {
    Read read = new JsonataLanguage(MappingLimits.STANDARD).read(example.mapping());
    assertThat(read).isInstanceOf(Read.Good.class);

    assertThat(((Read.Good) read).mapping().map(object(example.input())))
        .isEqualTo(
            example.fails()
                ? new Outcome.Failed(example.outcome().strip())
                : new Outcome.Mapped(object(example.outcome())));
  }

  @Test
  void every_mapping_on_the_page_is_in_an_example_and_every_refused_function_is_named()
      throws IOException {
    assertThat(examples()).hasSize(page().split("```jsonata", -1).length - 1).isNotEmpty();
    assertThat(Screening.REFUSED.keySet())
        .allSatisfy(name -> assertThat(page()).contains("`$" + name + "`"));
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("..", "docs", "connectors.md"));
  }

  private static JsonObject object(String json) {
    return JSON.readObject(json.getBytes(StandardCharsets.UTF_8));
  }
}
