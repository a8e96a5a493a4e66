package dev.rollcall.projection.fold.core;

import dev.rollcall.projection.fold.core.Rows.Answer;
import dev.rollcall.projection.fold.core.Rows.Asker;
import dev.rollcall.projection.fold.core.Rows.Repeat;
import dev.rollcall.projection.fold.core.Rows.RequestRow;
import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Command.CreateResource;
import dev.rollcall.schemas.event.Command.DeleteResource;
import dev.rollcall.schemas.event.Command.PatchResource;
import dev.rollcall.schemas.event.Command.ReplaceResource;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Outcome.Performed;
import dev.rollcall.schemas.event.Outcome.PerformedOperation;
import dev.rollcall.schemas.event.Outcome.Quarantined;
import dev.rollcall.schemas.event.Outcome.Refused;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.ResourceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The row that says who asked what and how it was answered.
final class RequestRows {
  private static final Asker NOBODY_KNOWN = new Asker("", null, null);
  private static final Repeat NO_REPEAT = new Repeat(null, null);

  private RequestRows() {}

  static RequestRow of(Answered answered) {
    Decision decision = answered.decision();
    Request request = answered.request();
    return new RequestRow(
        decision.tenant().value(),
        decision.seq(),
        decision.source().partition(),
        decision.requestId().value(),
        decision.recordedAt(),
        request == null ? "unreadable" : operation(request.command()),
        request == null ? NOBODY_KNOWN : asker(request),
        answer(decision.outcome()),
        request == null || request.idempotencyKey() == null
            ? NO_REPEAT
            : new Repeat(request.idempotencyKey(), answered.fingerprint()));
  }

  /// Returns the resources that a request is about, where there are or were any. Facts may be about
  /// more of them.
  static List<ResourceId> targets(Answered answered) {
    Request request = answered.request();
    ResourceId named = request == null ? null : named(request.command());
    return switch (answered.decision().outcome()) {
      case Accepted accepted -> List.of(accepted.resource().id());
      case Performed performed ->
          performed.operations().stream()
              .map(PerformedOperation::outcome)
              .filter(Accepted.class::isInstance)
              .map(it -> ((Accepted) it).resource().id())
              .distinct()
              .toList();
      case Refused _, Quarantined _ -> named == null ? List.of() : List.of(named);
    };
  }

  private static @Nullable ResourceId named(Command command) {
    return switch (command) {
      // The id of a refused create was never given to anything.
      case CreateResource _ -> null;
      case ReplaceResource it -> it.id();
      case PatchResource it -> it.id();
      case DeleteResource it -> it.id();
      case Bulk _ -> null;
    };
  }

  private static String operation(Command command) {
    return switch (command) {
      case CreateResource _ -> "create";
      case ReplaceResource _ -> "replace";
      case PatchResource _ -> "patch";
      case DeleteResource _ -> "delete";
      case Bulk _ -> "bulk";
    };
  }

  private static Asker asker(Request request) {
    return new Asker(
        request.actor().credential(), request.actor().address(), request.actor().userAgent());
  }

  private static Answer answer(Outcome outcome) {
    return switch (outcome) {
      case Accepted it -> new Answer(it.status(), null, null);
      case Refused it -> new Answer(it.status(), it.scimType(), it.detail());
      case Quarantined it -> new Answer(it.status(), null, it.reason());
      case Performed it -> new Answer(it.status(), null, null);
    };
  }
}
