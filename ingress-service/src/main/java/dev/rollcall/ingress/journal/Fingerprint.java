package dev.rollcall.ingress.journal;

import dev.rollcall.schemas.Sha256;
import dev.rollcall.schemas.event.Actor;
import dev.rollcall.schemas.event.BulkPart;
import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Command.CreateResource;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.wire.BulkContent;
import dev.rollcall.schemas.wire.RequestCodec;
import dev.rollcall.schemas.wire.Unsealer;
import java.time.Instant;
import java.util.List;

/// What makes two requests equal: who asks, and for what. It is the same for a request that comes
/// in and for its record in the log.
///
/// @param tenant whose request it is
/// @param sha256 over the request without what is made anew for each, in hex
public record Fingerprint(TenantId tenant, String sha256) {
  private static final RequestCodec CODEC = new RequestCodec(Unsealer.WITHOUT_KEYS);
  private static final RequestId ANY_REQUEST = new RequestId("any");
  private static final ResourceId ANY_RESOURCE = new ResourceId("any");

  /// The fingerprint of a request.
  public static Fingerprint of(Request request) {
    var bare =
        new Request(
            ANY_REQUEST,
            request.tenant(),
            Instant.EPOCH,
            new Actor(request.actor().credential(), null, null),
            bare(request.command()),
            null,
            null);
    return new Fingerprint(request.tenant(), Sha256.hex(CODEC.encode(bare)));
  }

  /// The same command without the ids that were minted for it.
  private static Command bare(Command command) {
    return switch (command) {
      case CreateResource it -> new CreateResource(it.resourceType(), ANY_RESOURCE, it.document());
      case Bulk it -> bare(it);
      case Command.ReplaceResource _, Command.PatchResource _, Command.DeleteResource _ -> command;
    };
  }

  /// Every part and every repeat of a request is the same.
  private static Bulk bare(Bulk bulk) {
    return new Bulk(
        0, List.of(), new BulkPart(ANY_REQUEST, 0, 0, 0, 0, BulkContent.of(bulk), List.of()));
  }
}
