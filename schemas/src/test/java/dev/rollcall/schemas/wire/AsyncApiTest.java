package dev.rollcall.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Command.CreateResource;
import dev.rollcall.schemas.event.Command.DeleteResource;
import dev.rollcall.schemas.event.Command.PatchResource;
import dev.rollcall.schemas.event.Command.ReplaceResource;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The AsyncAPI document says what the codecs write: no less, and with no member left out.
final class AsyncApiTest {
  private static final String SCHEMAS = "#/components/schemas/";

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private SchemaCheck check = new SchemaCheck(JsonObject.EMPTY);

  @BeforeEach
  void read_the_document() throws IOException {
    try (var document = Topics.class.getResourceAsStream("asyncapi.json")) {
      check = new SchemaCheck(json.readObject(Objects.requireNonNull(document).readAllBytes()));
    }
  }

  @Test
  void the_channels_are_the_two_logs() {
    assertThat(check.at("#/channels/requests").text("address")).contains(Topics.REQUESTS);
    assertThat(check.at("#/channels/decisions").text("address")).contains(Topics.DECISIONS);
    assertThat(check.at(SCHEMAS + "Headers/properties").members())
        .containsOnlyKeys(
            Topics.HEADER_REQUEST_ID, Topics.HEADER_INSTANCE, Topics.HEADER_SURROUNDINGS);
  }

  @Test
  void every_approved_request_is_as_described() {
    var codec = new RequestCodec(Unsealer.WITHOUT_KEYS);
    ApprovedRecords.requests()
        .forEach((file, request) -> {
          JsonObject schema = check.at(SCHEMAS + schemaOf(request));
          assertThat(check.wrong(json.readObject(codec.encode(request)), schema))
              .as(file)
              .isEmpty();
        });
  }

  @Test
  void every_approved_decision_is_as_described() {
    for (Decision decision : ApprovedRecords.decisions().values()) {
      assertThat(check.wrong(encoded(decision), check.at(SCHEMAS + "DecisionV1"))).isEmpty();
    }
  }

  @Test
  void a_member_that_is_not_described_is_noticed() {
    Decision decision = ApprovedRecords.decisions().sequencedValues().getFirst();
    JsonObject more = encoded(decision).with("mood", new JsonString("good"));
    JsonObject less = encoded(decision).without("seq");
    Json other = encoded(decision).with("v", new JsonString("1"));
    JsonObject schema = check.at(SCHEMAS + "DecisionV1");
    assertThat(check.wrong(more, schema)).contains("mood is not in the document");
    assertThat(check.wrong(less, schema)).contains("seq is missing");
    assertThat(check.wrong(other, schema)).isPresent();
  }

  private JsonObject encoded(Decision decision) {
    return json.readObject(new DecisionCodec(Unsealer.WITHOUT_KEYS).encode(decision));
  }

  private static String schemaOf(Request request) {
    return switch (request.command()) {
      case CreateResource _ -> "ResourceCreateV1";
      case ReplaceResource _ -> "ResourceReplaceV1";
      case PatchResource _ -> "ResourcePatchV1";
      case DeleteResource _ -> "ResourceDeleteV1";
      case Bulk _ -> "BulkV1";
    };
  }
}
