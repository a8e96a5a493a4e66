package dev.rollcall.connector.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Keys;
import dev.rollcall.connector.Limits;
import dev.rollcall.connector.mapping.core.MappingLimits;
import dev.rollcall.connector.mapping.jsonata.JsonataLanguage;
import dev.rollcall.connector.target.feed.FeedKind;
import dev.rollcall.connector.target.kafka.KafkaTopicKind;
import dev.rollcall.connector.target.ldap.LdapKind;
import dev.rollcall.connector.target.rest.RestKind;
import dev.rollcall.connector.target.scim.ScimKind;
import dev.rollcall.connector.target.sql.SqlKind;
import dev.rollcall.connector.target.webhook.WebhookKind;
import dev.rollcall.connector.targets.TargetsFile.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The entries that docs/connectors.md shows can be used as they are.
class PageEntriesTest {
  private static final Pattern ENTRY =
      Pattern.compile("```json\n(\\{\"id\": \"[a-z]+\", \"tenant\".*?)```", Pattern.DOTALL);
  private static final Pattern PROFILE =
      Pattern.compile("```json\n\\{(\"profile\": .*?)}\n```", Pattern.DOTALL);

  /// What stands on the page in the place of a key.
  private static final String KEY_LINES = "\\n…\\n";

  @Test
  void every_entry_and_every_profile_on_the_page_is_read_without_a_problem() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "connectors.md"));
    List<String> entries =
        new ArrayList<>(
            ENTRY
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .map(PageEntriesTest::inner)
                .toList());
    PROFILE
        .matcher(page)
        .results()
        .forEach(it ->
            entries.add(
                "{\"id\":\"p\",\"tenant\":\"t\",\"kind\":\"scim\",\"url\":\"https://x\",\"token\":\"t\","
                    + it.group(1)
                    + "}"));
    assertThat(entries).hasSizeGreaterThanOrEqualTo(3);

    String key =
        "\\n"
            + Base64.getEncoder().encodeToString(Keys.pair("RSA", 2048).getPrivate().getEncoded())
            + "\\n";
    for (String entry : entries) {
      Reading reading = read("{\"targets\":[" + entry.replace(KEY_LINES, key) + "]}");
      assertThat(reading)
          .isInstanceOfSatisfying(
              Reading.Targets.class,
              it -> {
                assertThat(it.flaws()).isEmpty();
                assertThat(it.targets()).hasSize(1);
              });
    }
  }

  private static String inner(String block) {
    return block.substring("```json\n".length(), block.length() - "```".length());
  }

  private static Reading read(String text) {
    var language = new JsonataLanguage(MappingLimits.STANDARD);
    var kinds =
        new Kinds(
            List.of(
                new ScimKind(),
                new WebhookKind(),
                new LdapKind(),
                new SqlKind(),
                new KafkaTopicKind(),
                new FeedKind(
                    Limits.Feed.STANDARD,
                    (_, _) -> {
                      throw new AssertionError("Nothing is opened");
                    }),
                new RestKind(language)));
    return new TargetsFile(new TargetsFile.Defaults(30_000, 8), kinds, language)
        .read(text.getBytes(StandardCharsets.UTF_8));
  }
}
