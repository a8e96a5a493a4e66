package dev.rollcall.schemas.wire;

import dev.rollcall.schemas.event.Actor;
import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Command.CreateResource;
import dev.rollcall.schemas.event.Command.DeleteResource;
import dev.rollcall.schemas.event.Command.OnResource;
import dev.rollcall.schemas.event.Command.PatchResource;
import dev.rollcall.schemas.event.Command.ReplaceResource;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;

/// A [Request] to the bytes of a record on `rollcall.requests` and back. The record's type is a
/// logical name with a version; a Java rename never touches stored data.
public final class RequestCodec {
  private static final int VERSION = 1;
  private static final String CREATE = "resource.create";
  private static final String REPLACE = "resource.replace";
  private static final String PATCH = "resource.patch";
  private static final String DELETE = "resource.delete";
  private static final String BULK = "bulk";

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final Unsealer unsealer;

  public RequestCodec(Unsealer unsealer) {
    this.unsealer = unsealer;
  }

  /// Returns the record's bytes.
  public byte[] encode(Request request) {
    return json.write(toJson(request));
  }

  /// Reads a record.
  ///
  /// @throws UnreadableRecordException where this version does not know it
  public Request decode(byte[] bytes) {
    JsonObject envelope = parse(bytes);
    requireVersion(envelope);
    JsonObject actor = Fields.object(envelope, "actor");
    return new Request(
        new RequestId(Fields.text(envelope, "id")),
        tenant(envelope),
        Fields.instant(envelope, "receivedAt"),
        new Actor(
            Fields.text(actor, "credential"),
            Fields.optionalText(actor, "address"),
            Fields.optionalText(actor, "userAgent")),
        command(envelope),
        envelope.text("possibleRetryOf").map(RequestId::new).orElse(null),
        Fields.optionalText(envelope, "idempotencyKey"));
  }

  private JsonObject parse(byte[] bytes) {
    try {
      return json.readObject(bytes);
    } catch (MalformedJsonException e) {
      throw new UnreadableRecordException("The record is not JSON", e);
    }
  }

  private static TenantId tenant(JsonObject envelope) {
    try {
      return new TenantId(Fields.text(envelope, "tenant"));
    } catch (IllegalArgumentException e) {
      throw new UnreadableRecordException("Field 'tenant' is not a tenant id", e);
    }
  }

  static void requireVersion(JsonObject envelope) {
    long version = Fields.number(envelope, "v");
    if (version != VERSION) {
      throw new UnreadableRecordException("Unknown record version " + version);
    }
  }

  private static JsonObject toJson(Request request) {
    Actor actor = request.actor();
    var who =
        JsonObject.builder()
            .put("credential", actor.credential())
            .putIfPresent("address", actor.address())
            .putIfPresent("userAgent", actor.userAgent());
    RequestId retryOf = request.possibleRetryOf();
    return JsonObject.builder()
        .put("v", VERSION)
        .put("type", typeOf(request.command()))
        .put("id", request.id().value())
        .put("tenant", request.tenant().value())
        .put("receivedAt", request.receivedAt().toString())
        .put("actor", who.build())
        .putIfPresent("possibleRetryOf", retryOf == null ? null : retryOf.value())
        .putIfPresent("idempotencyKey", request.idempotencyKey())
        .put("payload", Payload.plain(payload(request.command())))
        .build();
  }

  private static String typeOf(Command command) {
    return switch (command) {
      case CreateResource _ -> CREATE;
      case ReplaceResource _ -> REPLACE;
      case PatchResource _ -> PATCH;
      case DeleteResource _ -> DELETE;
      case Bulk _ -> BULK;
    };
  }

  private static JsonObject payload(Command command) {
    return switch (command) {
      case OnResource it -> payload(it);
      case Bulk it -> BulkPayload.toJson(it);
    };
  }

  private static JsonObject payload(OnResource command) {
    var payload = JsonObject.builder().put("resourceType", command.resourceType());
    return switch (command) {
      case CreateResource create ->
          payload.put("id", create.newId().value()).put("document", create.document()).build();
      case ReplaceResource replace ->
          payload
              .put("id", replace.id().value())
              .put("ifMatch", JsonArray.ofStrings(replace.ifMatch()))
              .put("document", replace.document())
              .build();
      case PatchResource patch ->
          payload
              .put("id", patch.id().value())
              .put("ifMatch", JsonArray.ofStrings(patch.ifMatch()))
              .put("body", patch.body())
              .build();
      case DeleteResource delete ->
          payload
              .put("id", delete.id().value())
              .put("ifMatch", JsonArray.ofStrings(delete.ifMatch()))
              .build();
    };
  }

  private Command command(JsonObject envelope) {
    JsonObject payload = Payload.open(Fields.object(envelope, "payload"), unsealer);
    String type = Fields.text(envelope, "type");
    return type.equals(BULK) ? BulkPayload.fromJson(payload) : onResource(type, payload);
  }

  private static OnResource onResource(String type, JsonObject payload) {
    String resourceType = Fields.text(payload, "resourceType");
    var id = new ResourceId(Fields.text(payload, "id"));
    return switch (type) {
      case CREATE -> new CreateResource(resourceType, id, Fields.object(payload, "document"));
      case REPLACE ->
          new ReplaceResource(
              resourceType,
              id,
              Fields.list(payload, "ifMatch", Fields::string),
              Fields.object(payload, "document"));
      case PATCH ->
          new PatchResource(
              resourceType,
              id,
              Fields.list(payload, "ifMatch", Fields::string),
              Fields.object(payload, "body"));
      case DELETE ->
          new DeleteResource(resourceType, id, Fields.list(payload, "ifMatch", Fields::string));
      default -> throw new UnreadableRecordException("Unknown request type");
    };
  }
}
