package dev.rollcall.projection.decide;

import dev.rollcall.projection.decide.BatchDecider.Legible;
import dev.rollcall.projection.decide.core.RequestReader;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Command.CreateResource;
import dev.rollcall.schemas.event.Command.DeleteResource;
import dev.rollcall.schemas.event.Command.OnResource;
import dev.rollcall.schemas.event.Command.PatchResource;
import dev.rollcall.schemas.event.Command.ReplaceResource;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.RequestCodec;
import dev.rollcall.schemas.wire.UnreadableRecordException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// Reads a record of the requests log and checks that it stands where it belongs.
final class RecordReader {
  private final RequestCodec codec;
  private final RequestReader reader;
  private final int partitions;
  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);

  RecordReader(RequestCodec codec, RequestReader reader, int partitions) {
    this.codec = codec;
    this.reader = reader;
    this.partitions = partitions;
  }

  /// @throws UnreadableRecordException where this version does not know it
  Legible read(RecordedRequest record) {
    Request request = codec.decode(record.value());
    String tenant = request.tenant().value();
    if (!tenant.equals(record.key())) {
      throw new UnreadableRecordException("The record's key is not the request's tenant");
    }
    if (Topics.partitionOf(request.tenant(), partitions) != record.partition()) {
      throw new UnreadableRecordException("The tenant belongs to another partition");
    }
    return new Legible(record, reader.read(request, fingerprint(request)));
  }

  /// What makes two requests with one `Idempotency-Key` the same: everything but the minted id.
  private @Nullable String fingerprint(Request request) {
    if (request.idempotencyKey() == null) {
      return null;
    }
    Command command = request.command();
    return Sha256.hex(
        json.write(
            switch (command) {
              case OnResource it ->
                  JsonArray.of(
                      new JsonString(it.resourceType()),
                      new JsonString(it.getClass().getSimpleName()),
                      content(it));
              case Bulk it -> content(it);
            }));
  }

  private static Json content(Bulk bulk) {
    var operations = new ArrayList<Json>();
    for (Command.BulkOperation operation : bulk.operations()) {
      operations.add(
          JsonObject.builder()
              .put("method", operation.method())
              .put("path", operation.path())
              .putIfPresent("bulkId", operation.bulkId())
              .putIfPresent("version", operation.version())
              .put("data", operation.data())
              .build());
    }
    return JsonArray.of(
        new JsonString("Bulk"),
        new JsonString(Integer.toString(bulk.failOnErrors())),
        new JsonArray(operations));
  }

  private static Json content(OnResource command) {
    return switch (command) {
      case CreateResource it -> it.document();
      case ReplaceResource it -> named(it.id().value(), it.document());
      case PatchResource it -> named(it.id().value(), it.body());
      case DeleteResource it -> named(it.id().value(), JsonObject.EMPTY);
    };
  }

  private static Json named(String id, JsonObject body) {
    return JsonArray.of(new JsonString(id), body);
  }
}
