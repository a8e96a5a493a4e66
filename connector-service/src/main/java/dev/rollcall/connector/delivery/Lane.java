package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.core.Action.Call;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.mapping.core.Shaping;
import dev.rollcall.connector.reconciliation.core.Policy;
import dev.rollcall.connector.target.RemoteApp;
import dev.rollcall.schemas.event.ResourceRef;
import reactor.core.publisher.Mono;

/// A lane that is to be worked on.
///
/// @param shaping what of a resource the target must have
/// @param inFlightMax keys in work at the same time
/// @param policy what is done about what a reconciliation finds
public record Lane(
    LaneRef ref, RemoteApp app, Profile profile, Shaping shaping, int inFlightMax, Policy policy) {

  /// Makes a call; its answer can be kept, whatever the app says.
  Mono<Answer> perform(ResourceRef resource, Call call) {
    return app.perform(resource, call).map(Answer::storable);
  }
}
