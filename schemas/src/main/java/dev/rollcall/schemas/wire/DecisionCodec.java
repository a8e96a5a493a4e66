package dev.rollcall.schemas.wire;

import dev.rollcall.schemas.event.DecidedPart;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Outcome.Performed;
import dev.rollcall.schemas.event.Outcome.PerformedOperation;
import dev.rollcall.schemas.event.Outcome.Quarantined;
import dev.rollcall.schemas.event.Outcome.Refused;
import dev.rollcall.schemas.event.Position;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/// A [Decision] to the bytes of a record on `rollcall.decisions` and back.
public final class DecisionCodec {
  private static final int VERSION = 1;
  private static final String TYPE = "decision";

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final Unsealer unsealer;

  public DecisionCodec(Unsealer unsealer) {
    this.unsealer = unsealer;
  }

  /// Returns the record's bytes.
  public byte[] encode(Decision decision) {
    var facts = new ArrayList<Json>();
    for (Fact fact : decision.facts()) {
      facts.add(FactCodec.toJson(fact));
    }
    var payload =
        JsonObject.builder()
            .put("outcome", outcome(decision.outcome()))
            .put("facts", new JsonArray(facts));
    DecidedPart part = decision.part();
    if (part != null) {
      payload.put("part", part(part));
    }
    return json.write(
        JsonObject.builder()
            .put("v", VERSION)
            .put("type", TYPE)
            .put("requestId", decision.requestId().value())
            .put("tenant", decision.tenant().value())
            .put("partition", decision.source().partition())
            .put("offset", decision.source().offset())
            .put("seq", decision.seq())
            .put("recordedAt", decision.recordedAt().toString())
            .put("ruleVersion", decision.ruleVersion())
            .put("payload", Payload.plain(payload.build()))
            .build());
  }

  /// Reads a record.
  ///
  /// @throws UnreadableRecordException where this version does not know it
  public Decision decode(byte[] bytes) {
    JsonObject envelope;
    try {
      envelope = json.readObject(bytes);
    } catch (MalformedJsonException e) {
      throw new UnreadableRecordException("The record is not JSON", e);
    }
    RequestCodec.requireVersion(envelope);
    if (!Fields.text(envelope, "type").equals(TYPE)) {
      throw new UnreadableRecordException("The record is not a decision");
    }
    JsonObject payload = Payload.open(Fields.object(envelope, "payload"), unsealer);
    return new Decision(
        new Position(
            Math.toIntExact(Fields.number(envelope, "partition")),
            Fields.number(envelope, "offset")),
        Fields.number(envelope, "seq"),
        new RequestId(Fields.text(envelope, "requestId")),
        new TenantId(Fields.text(envelope, "tenant")),
        Fields.instant(envelope, "recordedAt"),
        Math.toIntExact(Fields.number(envelope, "ruleVersion")),
        outcome(Fields.object(payload, "outcome")),
        Fields.list(payload, "facts", fact -> FactCodec.fromJson(Fields.asObject(fact))),
        payload.get("part") == null ? null : decidedPart(Fields.object(payload, "part")));
  }

  private static JsonObject part(DecidedPart part) {
    return JsonObject.builder()
        .put("first", part.first().value())
        .put("number", part.number())
        .put("of", part.of())
        .put("from", part.from())
        .put("operations", part.operations())
        .put("last", part.last())
        .build();
  }

  private static DecidedPart decidedPart(JsonObject json) {
    return new DecidedPart(
        new RequestId(Fields.text(json, "first")),
        Fields.count(json, "number"),
        Fields.count(json, "of"),
        Fields.count(json, "from"),
        Fields.count(json, "operations"),
        Fields.flag(json, "last"));
  }

  private static JsonObject outcome(Outcome outcome) {
    return switch (outcome) {
      case Accepted it ->
          JsonObject.builder()
              .put("outcome", "accepted")
              .put("status", it.status())
              .put("resourceType", it.resource().type())
              .put("id", it.resource().id().value())
              .put("version", it.version())
              .build();
      case Refused it ->
          JsonObject.builder()
              .put("outcome", "refused")
              .put("status", it.status())
              .putIfPresent("scimType", it.scimType())
              .put("detail", it.detail())
              .build();
      case Quarantined it ->
          JsonObject.builder().put("outcome", "quarantined").put("reason", it.reason()).build();
      case Performed it ->
          JsonObject.builder()
              .put("outcome", "performed")
              .put("operations", operations(it.operations()))
              .build();
    };
  }

  private static JsonArray operations(List<PerformedOperation> operations) {
    var performed = new ArrayList<Json>(operations.size());
    for (PerformedOperation operation : operations) {
      performed.add(
          JsonObject.builder()
              .put("index", operation.index())
              .put("method", operation.method())
              .putIfPresent("bulkId", operation.bulkId())
              .put("answer", outcome(operation.outcome()))
              .build());
    }
    return new JsonArray(performed);
  }

  private static PerformedOperation operation(JsonObject json) {
    return new PerformedOperation(
        Math.toIntExact(Fields.number(json, "index")),
        Fields.text(json, "method"),
        Fields.optionalText(json, "bulkId"),
        outcome(Fields.object(json, "answer")));
  }

  private static Outcome outcome(JsonObject json) {
    String kind = Fields.text(json, "outcome");
    return switch (kind) {
      case "accepted" ->
          new Accepted(
              Math.toIntExact(Fields.number(json, "status")),
              new ResourceRef(
                  Fields.text(json, "resourceType"), new ResourceId(Fields.text(json, "id"))),
              Fields.number(json, "version"));
      case "refused" ->
          new Refused(
              Math.toIntExact(Fields.number(json, "status")),
              Fields.optionalText(json, "scimType"),
              Fields.text(json, "detail"));
      case "quarantined" -> new Quarantined(Fields.text(json, "reason"));
      case "performed" ->
          new Performed(
              Fields.list(json, "operations", element -> operation(Fields.asObject(element))));
      default -> throw new UnreadableRecordException("Unknown outcome");
    };
  }
}
