package dev.rollcall.connector.holds;

import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Port to the acts that wait for a person, for whoever looks at them and decides.
public interface Holds {

  /// Where a hold is.
  record Place(String tenant, String targetId, String holdId) {}

  /// What a person decides.
  enum Choice {
    /// Those who would lose something lose it.
    RELEASE,
    /// They stay as they are, until the directory or a later act says otherwise.
    REJECT;

    /// The state of a hold that was decided so.
    public String state() {
      return this == RELEASE ? "released" : "rejected";
    }

    /// The kind of act, as it is recorded.
    public String act() {
      return this == RELEASE ? "hold.release" : "hold.reject";
    }
  }

  /// A decision.
  ///
  /// @param by who decides, empty where that is not known
  /// @param reason why, for whoever looks later
  /// @param requestId of the request that recorded it
  record Decision(Place place, Choice choice, String by, String reason, String requestId) {}

  /// What came of a decision.
  enum Outcome {
    DONE,
    /// There is no such hold.
    UNKNOWN,
    /// It does not wait for a person, or not any more.
    NOT_HELD
  }

  /// Lists the holds of a target in these states, the latest first.
  Flux<JsonObject> list(String tenant, String targetId, List<String> states);

  /// Shows one with a sample of whom it concerns; empty where there is none.
  Mono<JsonObject> one(Place place);

  /// Carries a decision out, in a transaction that is open or in one of its own. The same decision
  /// again changes nothing.
  Mono<Outcome> decide(Decision decision);
}
