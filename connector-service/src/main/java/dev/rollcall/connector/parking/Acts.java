package dev.rollcall.connector.parking;

import dev.rollcall.connector.parking.Letters.Place;
import dev.rollcall.schemas.json.JsonObject;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Port to the acts of administrators that the log has.
public interface Acts {

  /// Returns an act with how far it is; empty where the target has none of this id.
  Mono<JsonObject> act(Place place, String actId);

  /// Returns the acts on a target, the newest first.
  Flux<JsonObject> acts(Place place, int limit);

  /// Carries out the next step of an act that is due, in one transaction: exactly one of all
  /// connectors does it.
  ///
  /// @return whether there was one
  Mono<Boolean> advance();

  /// Forgets whom acts concerned that ended long ago.
  Mono<Void> forget();
}
