package dev.rollcall.connector.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.Event;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventBodyTest {
  @Test
  void members_are_named_by_their_ids() {
    assertThat(body(Facts.joined(Facts.group("g1"), 3, "u1")))
        .isEqualTo(
            """
            {"type":"group.members_added","timestamp":"2026-11-24T10:00:00Z","data":{"id":"g1",\
            "members":[{"value":"u1","type":"User"}],\
            "meta":{"resourceType":"Group","version":"W/\\"3\\""}}}\
            """);
    assertThat(body(Facts.left(Facts.group("g1"), 4, "u1")))
        .contains("\"type\":\"group.members_removed\"", "\"members\":[{\"value\":\"u1\"}]");
  }

  @Test
  void a_deletion_says_only_who() {
    assertThat(body(Facts.deleted(Facts.user("u1"), 5)))
        .isEqualTo(
            """
            {"type":"user.deleted","timestamp":"2026-11-24T10:00:00Z","data":{"id":"u1",\
            "meta":{"resourceType":"User","version":"W/\\"5\\""}}}\
            """);
  }

  private static String body(Fact fact) {
    var event =
        new Event("msg_1-1-0", 1, 0, Instant.parse("2026-11-24T10:00:00Z"), null, fact, null);
    return new JsonCodec(JsonLimits.RECORD).writeText(EventBody.of(event));
  }
}
