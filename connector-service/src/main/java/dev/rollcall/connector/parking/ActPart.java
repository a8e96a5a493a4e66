package dev.rollcall.connector.parking;

import dev.rollcall.schemas.json.JsonObject;
import java.util.Set;
import reactor.core.publisher.Mono;

/// Port to what carries out acts of a feature that is not about dead letters. An act is carried out
/// in the transaction that marks it as carried out: once, wherever an instance is killed.
public interface ActPart {

  /// An act as the log has it.
  ///
  /// @param targetId its lane
  /// @param kind one of [#kinds]
  /// @param body what was recorded of it, without the target
  /// @param requestId of the request that recorded it
  record Recorded(
      String id, String tenant, String targetId, String kind, JsonObject body, String requestId) {

    /// The id of the credential of whoever asked; empty where the record does not say.
    public String by() {
      return body.text("by").orElse("");
    }

    public String reason() {
      return body.text("reason").orElse("");
    }
  }

  /// What came of an act.
  sealed interface Ending {
    /// It was carried out.
    record Done() implements Ending {}

    /// It makes no sense, or none any more, and nothing was changed.
    ///
    /// @param why in words
    record Refused(String why) implements Ending {}
  }

  /// The kinds of act that this carries out, as they are recorded.
  Set<String> kinds();

  /// Carries an act out, in the transaction that is open.
  Mono<Ending> carryOut(Recorded act);
}
