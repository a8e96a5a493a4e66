package dev.rollcall.connector.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.reconciliation.core.Policy;
import dev.rollcall.connector.reconciliation.core.Policy.Response;
import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an entry may say of reconciliation.
class PolicyReaderTest {
  private final List<String> problems = new ArrayList<>();

  @Test
  void nothing_said_is_nothing_done() {
    assertThat(read("{}")).isEqualTo(Policy.STANDARD);
    assertThat(problems).isEmpty();
  }

  @Test
  void each_kind_is_said_by_its_word() {
    assertThat(
            read(
                """
                {"reconciliation": {"every": "PT24H", "missing": "repair", "drift": "ask",
                 "membership": "report", "extra": "ask", "notOurs": "report"}}
                """))
        .isEqualTo(
            new Policy(
                Duration.ofHours(24),
                Response.REPAIR,
                Response.ASK,
                Response.REPORT,
                Response.ASK,
                Response.REPORT));
    assertThat(problems).isEmpty();
  }

  @Test
  void what_is_wrong_is_said_by_name() {
    read(
        """
        {"reconciliation": {"every": "daily", "missing": "delete", "often": true}}
        """);
    assertThat(problems)
        .containsExactlyInAnyOrder(
            "'reconciliation.every' must be a time such as 'PT24H', from PT1M to P366D",
            "'reconciliation.missing' must be 'report', 'ask' or 'repair'",
            "'reconciliation.often' is not known");
  }

  @Test
  void too_often_and_too_seldom_are_refused() {
    read("{\"reconciliation\": {\"every\": \"PT59S\"}}");
    read("{\"reconciliation\": {\"every\": \"P367D\"}}");
    read("{\"reconciliation\": {\"every\": 24}}");
    read("{\"reconciliation\": \"nightly\"}");
    assertThat(problems).hasSizeGreaterThanOrEqualTo(4);
  }

  private Policy read(String entry) {
    JsonObject json =
        new JsonCodec(JsonLimits.RECORD).readObject(entry.getBytes(StandardCharsets.UTF_8));
    return new PolicyReader(new EntryReader(json, problems::add)).read();
  }
}
