package dev.rollcall.projection.decide;

import dev.rollcall.projection.decide.BatchDecider.Legible;
import dev.rollcall.projection.decide.core.Decider;
import dev.rollcall.projection.decide.core.RequestReader;
import dev.rollcall.projection.fold.core.Answered;
import dev.rollcall.schemas.Sha256;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Command.CreateResource;
import dev.rollcall.schemas.event.Command.DeleteResource;
import dev.rollcall.schemas.event.Command.OnResource;
import dev.rollcall.schemas.event.Command.PatchResource;
import dev.rollcall.schemas.event.Command.ReplaceResource;
import dev.rollcall.schemas.event.DecidedPart;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.BulkContent;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.RequestCodec;
import dev.rollcall.schemas.wire.UnreadableRecordException;
import dev.rollcall.scim.administration.SecretMembers;
import dev.rollcall.scim.profile.Profile;
import dev.rollcall.scim.profile.Profiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a record of the requests log and checks that it stands where it belongs.
final class RecordReader {
  private static final List<String> DEFINITION_MARKS =
      List.of(mark(Profile.RESOURCE_TYPE), mark(Profile.DIALECTS));

  private final RequestCodec codec;
  private final int partitions;
  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);

  RecordReader(RequestCodec codec, int partitions) {
    this.codec = codec;
    this.partitions = partitions;
  }

  /// Says whether a record may hold a definition, by its bytes alone: most do not, and reading them
  /// twice would cost more than taking one for a definition that is none.
  boolean isDefinition(RecordedRequest record) {
    // The search in a string of bytes is the virtual machine's own; a loop took 13 % of a rebuild.
    String bytes = new String(record.value(), StandardCharsets.ISO_8859_1);
    return DEFINITION_MARKS.stream().anyMatch(bytes::contains);
  }

  /// A record with the request in it.
  record Decoded(RecordedRequest record, Request request) {
    /// Says whether requests behind this one may have to be read in another way.
    boolean isDefinition() {
      return request.command() instanceof ReplaceResource it
          && Decider.isDefinition(it.resourceType());
    }
  }

  /// Reads the request of a record under its tenant's profile.
  Legible read(Decoded decoded, Profiles profiles) {
    Request request = decoded.request();
    return new Legible(
        decoded.record(),
        RequestReader.read(request, profiles.of(request.tenant()), fingerprint(request)));
  }

  /// @throws UnreadableRecordException where this version does not know it
  Decoded decode(RecordedRequest record) {
    Request request = codec.decode(record.value());
    String tenant = request.tenant().value();
    if (!tenant.equals(record.key())) {
      throw new UnreadableRecordException("The record's key is not the request's tenant");
    }
    if (Topics.partitionOf(request.tenant(), partitions) != record.partition()) {
      throw new UnreadableRecordException("The tenant belongs to another partition");
    }
    return new Decoded(record, request);
  }

  /// Puts a request to the decision that answers it. A quarantined record is not read.
  Answered answered(RecordedRequest record, Decision decision) {
    if (decision.outcome() instanceof Outcome.Quarantined) {
      return new Answered(decision, null, null);
    }
    Request request = decode(record).request();
    return new Answered(decision, request, fingerprint(request));
  }

  /// The decision for a record that cannot be decided.
  Answered quarantined(RecordedRequest record, long seq, RuntimeException defect) {
    Answered answered = Quarantine.of(record, seq, partitions, defect);
    Decision decision = answered.decision();
    return new Answered(decision.about(part(record, decision.outcome())), answered.request(), null);
  }

  /// Whoever waits for the parts of a bulk request must know of each which one it was.
  private @Nullable DecidedPart part(RecordedRequest record, Outcome outcome) {
    try {
      return DecidedPart.of(decode(record).request().command(), outcome).orElse(null);
    } catch (RuntimeException _) {
      return null;
    }
  }

  /// What makes two requests with one `Idempotency-Key` the same: everything but the minted id.
  private @Nullable String fingerprint(Request request) {
    if (request.idempotencyKey() == null) {
      return null;
    }
    return switch (request.command()) {
      case OnResource it ->
          Sha256.hex(
              json.write(
                  JsonArray.of(
                      new JsonString(it.resourceType()),
                      new JsonString(it.getClass().getSimpleName()),
                      content(it))));
      case Bulk it -> BulkContent.of(it);
    };
  }

  private static Json content(OnResource command) {
    return switch (command) {
      case CreateResource it -> it.document();
      case ReplaceResource it -> named(it.id().value(), comparable(it, it.document()));
      case PatchResource it -> named(it.id().value(), comparable(it, it.body()));
      case DeleteResource it -> named(it.id().value(), JsonObject.EMPTY);
    };
  }

  /// The same secret is sealed differently each time; its fingerprint stays.
  private static JsonObject comparable(OnResource command, JsonObject body) {
    return ReservedType.of(command.resourceType()).isPresent() ? SecretMembers.shown(body) : body;
  }

  /// How a record of this resource type begins its payload.
  private static String mark(String resourceType) {
    return "\"resourceType\":\"" + resourceType + "\"";
  }

  private static Json named(String id, JsonObject body) {
    return JsonArray.of(new JsonString(id), body);
  }
}
