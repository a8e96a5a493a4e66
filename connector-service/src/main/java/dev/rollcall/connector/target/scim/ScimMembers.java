package dev.rollcall.connector.target.scim;

import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.outbound.Outbound;
import dev.rollcall.connector.outbound.Reply;
import dev.rollcall.connector.outbound.Reply.Answered;
import dev.rollcall.connector.outbound.Reply.Unanswered;
import dev.rollcall.connector.target.ReadableApp.Portion;
import dev.rollcall.connector.target.ReadableApp.Reading;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/// The members of one group: SCIM shows them all at once.
record ScimMembers(Outbound outbound, ScimRequests requests, ScimReplies replies, String remoteId)
    implements Reading<String> {
  private static final int NOT_FOUND = 404;

  @Override
  public Mono<Portion<String>> next() {
    return Mono.defer(() -> outbound.send(requests.members(remoteId)).map(this::portion));
  }

  private Portion<String> portion(Reply reply) {
    return switch (reply) {
      case Unanswered(var failure) -> new Portion.Failed<>(failure, true);
      case Answered answered when ScimReplies.isSuccess(answered) ->
          replies
              .body(answered)
              .flatMap(ScimMembers::members)
              .<Portion<String>>map(all -> new Portion.Page<>(all, true))
              .orElseGet(() ->
                  new Portion.Failed<>(
                      Failure.of(
                          FailureKind.UNUSABLE_ANSWER,
                          "The target shows no members that can be read"),
                      false));
      case Answered answered ->
          new Portion.Failed<>(replies.failure(answered), answered.status() != NOT_FOUND);
    };
  }

  /// A group without members may be shown without the attribute.
  private static Optional<List<String>> members(JsonObject group) {
    Json given = ScimList.get(group, "members");
    if (given == null || given.isUnassigned()) {
      return Optional.of(List.of());
    }
    if (!(given instanceof JsonArray(var elements))) {
      return Optional.empty();
    }
    var members = new ArrayList<String>();
    for (Json each : elements) {
      if (!(each instanceof JsonObject member)
          || !(ScimList.get(member, "value") instanceof JsonString(var value))) {
        return Optional.empty();
      }
      members.add(value);
    }
    return Optional.of(members);
  }
}
