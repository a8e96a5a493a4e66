package dev.rollcall.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a reader does with a record it cannot read: one named failure, and none of the record's
/// content in the message.
final class UnreadableRecordTest {
  private static final String SECRET = "amelie.fontaine";

  private final RequestCodec requests = new RequestCodec(Unsealer.WITHOUT_KEYS);
  private final DecisionCodec decisions = new DecisionCodec(Unsealer.WITHOUT_KEYS);
  private final Request request = ApprovedRecords.requests().sequencedValues().getFirst();
  private final Decision decision = ApprovedRecords.decisions().sequencedValues().getLast();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "amelie.fontaine",
        "[]",
        "null",
        "{}",
        "{\"v\":1}",
        "{\"v\":\"1\"}",
        "{\"v\":1}{}"
      })
  void what_is_no_record_at_all_is_unreadable(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> requests.decode(bytes))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageNotContaining(SECRET);
    assertThatThrownBy(() -> decisions.decode(bytes))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageNotContaining(SECRET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "v":1                                  | "v":2
          "v":1                                  | "v":1.5
          "type":"resource.create"               | "type":"resource.merge"
          "tenant":"orchard-mill"                | "tenant":""
          "tenant":"orchard-mill"                | "tenant":7
          "receivedAt":"2026-11-24T08:30         | "receivedAt":"amelie.fontaine
          "form":"plain"                         | "form":"sealed"
          "form":"plain"                         | "form":"amelie.fontaine"
          "resourceType":"User"                  | "resourceType":null
          """)
  void a_request_with_one_wrong_field_is_unreadable(String right, String wrong) {
    assertThatThrownBy(() -> requests.decode(changed(requests.encode(request), right, wrong)))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageNotContaining(SECRET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "v":1                    | "v":2
          "type":"decision"        | "type":"request"
          "partition":7            | "partition":"7"
          "outcome":"accepted"     | "outcome":"postponed"
          "fact":"members.removed" | "fact":"members.renamed"
          "members":["u-1"         | "members":[17
          "facts":[                | "facts":[{},
          """)
  void a_decision_with_one_wrong_field_is_unreadable(String right, String wrong) {
    assertThatThrownBy(() -> decisions.decode(changed(decisions.encode(decision), right, wrong)))
        .isInstanceOf(UnreadableRecordException.class);
  }

  @Test
  void a_sealed_payload_is_opened_by_the_unsealer_that_the_reader_was_given() {
    var asked = new ArrayList<JsonObject>();
    var plain = new JsonCodec(JsonLimits.RECORD).readObject(requests.encode(request));
    var data = Fields.object(Fields.object(plain, "payload"), "data");
    var sealed = JsonObject.builder().put("form", "sealed").put("keyId", "s-1").build();
    var reader =
        new RequestCodec(it -> {
          asked.add(it);
          return data;
        });
    byte[] bytes = new JsonCodec(JsonLimits.RECORD).write(plain.with("payload", sealed));
    assertThat(reader.decode(bytes)).isEqualTo(request);
    assertThat(asked).containsExactly(sealed);
  }

  private static byte[] changed(byte[] record, String right, String wrong) {
    String text = new String(record, StandardCharsets.UTF_8);
    assertThat(text).contains(right);
    return text.replace(right, wrong).getBytes(StandardCharsets.UTF_8);
  }
}
