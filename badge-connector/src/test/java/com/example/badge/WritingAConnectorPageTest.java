package com.example.badge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The example of docs/writing-a-connector.md is code that is compiled, and that passes the
/// contract (`BadgeContractTest`).
class WritingAConnectorPageTest {
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+)`");
  private static final Pattern XML = Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL);
  private static final Path SERVICE = Path.of("..", "connector-service", "src");
  private static final Path EXAMPLE = Path.of("src");
  private static final Path IMPORTS =
      Path.of(
          "src",
          "main",
          "resources",
          "META-INF",
          "spring",
          "org.springframework.boot.autoconfigure.AutoConfiguration.imports");

  @Test
  void every_piece_of_code_on_the_page_is_in_the_example() throws IOException {
    List<String> pieces = JAVA.matcher(page()).results().map(it -> it.group(1)).toList();
    String example = sources(EXAMPLE);

    assertThat(pieces).hasSizeGreaterThan(4);
    assertThat(pieces).allSatisfy(piece -> assertThat(example).contains(plain(piece)));
  }

  @Test
  void every_type_that_the_page_names_is_there() throws IOException {
    String all = sources(SERVICE) + sources(EXAMPLE);

    assertThat(NAMED.matcher(page()).results().map(it -> it.group(1)).toList())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(all).contains(name));
  }

  @Test
  void the_example_depends_on_what_the_page_says_and_is_found_as_it_says() throws IOException {
    List<String> pieces = XML.matcher(page()).results().map(it -> it.group(1)).toList();
    String pom = plain(Files.readString(Path.of("pom.xml")));

    assertThat(pieces).isNotEmpty();
    assertThat(pieces).allSatisfy(piece -> assertThat(pom).contains(plain(piece)));
    assertThat(page()).contains(IMPORTS.getFileName().toString());
    assertThat(page()).contains(Files.readString(IMPORTS).strip());
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("..", "docs", "writing-a-connector.md"));
  }

  private static String sources(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(it -> it.toString().endsWith(".java"))
          .map(WritingAConnectorPageTest::read)
          .collect(Collectors.joining("\n"));
    }
  }

  private static String read(Path file) {
    try {
      return plain(Files.readString(file));
    } catch (IOException e) {
      throw new IllegalStateException("A source cannot be read", e);
    }
  }

  /// The formatter may break lines elsewhere.
  private static String plain(String code) {
    return code.replaceAll("\\s+", "");
  }
}
