package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/// What administrators do at a target, as ingress does it: the connector checks it and says the
/// act, the log has it, and the connector carries it out.
record ActFeed(Connector connector, String tenant, String target) {
  private static final Set<String> NOT_BEGUN = Set.of("queued", "beginning");

  /// Does something.
  ///
  /// @return the refusal of the check; or 202 where the act was carried out, 409 where it was
  ///   refused when its turn came, with the act
  Connector.Answer post(String path, JsonObject body) {
    Connector.Answer check = connector.post(base() + path, body);
    if (check.status() != 200) {
      return check;
    }
    JsonObject act = ended(record(check.body()));
    return new Connector.Answer(act.text("state").orElse("").equals("done") ? 202 : 409, act);
  }

  /// Records an act of an administrator's and does not wait for it.
  String record(JsonObject act) {
    return publish(act.with("by", new JsonString("an-administrator")));
  }

  /// Records an act as it is and does not wait for it.
  String publish(JsonObject act) {
    String id = UUID.randomUUID().toString();
    DecisionFeed.shared()
        .publish(
            tenant,
            Facts.created(
                ReservedType.DELIVERY_ACT.ref(id), act.with("target", new JsonString(target))));
    return id;
  }

  JsonObject ended(String actId) {
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> connector.get(base() + "/acts/" + actId).body().get("endedAt") != null);
    return connector.get(base() + "/acts/" + actId).body();
  }

  /// Begins a replay, and waits until it is known whom it concerns.
  String replay(JsonObject order) {
    Connector.Answer answer = post("/replay", order);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
    String id = answer.body().text("id").orElseThrow();
    await()
        .atMost(Connector.PATIENCE)
        .until(() ->
            connector
                .get(base() + "/replays/" + id)
                .body()
                .text("state")
                .filter(state -> !NOT_BEGUN.contains(state))
                .isPresent());
    return id;
  }

  /// Decides about an act that waits for a person.
  ///
  /// @param decision `release` or `reject`
  Connector.Answer decide(JsonObject hold, String decision) {
    return post(
        "/holds/" + hold.text("id").orElseThrow(),
        JsonObject.builder().put("decision", decision).put("reason", "as agreed").build());
  }

  /// The target's holds that are in a state.
  List<JsonObject> holds(String state) {
    JsonObject body = connector.get(base() + "/holds?state=" + state).body();
    return ((JsonArray) Objects.requireNonNull(body.get("holds")))
        .elements().stream().map(JsonObject.class::cast).toList();
  }

  private String base() {
    return "/internal/v1/" + tenant + "/targets/" + target;
  }
}
