package dev.rollcall.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.faults.Insistent.Answer;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.standalone.session.JsonPointer;
import java.util.List;
import java.util.Optional;

/// One client session of every kind of write, whose end is known whatever happens on the way: every
/// request is repeated until it is answered, as Entra repeats it.
final class Provisioning {
  private static final String USERS = "/Users";
  private static final String GROUPS = "/Groups";

  private final Insistent client;
  private final String name;

  /// @param name no other session has it
  Provisioning(Insistent client, String name) {
    this.client = client;
    this.name = name;
  }

  /// Plays the session to its end.
  void play() {
    String kept = created(USERS, Bodies.user(name + "-kept", "first"));
    String leaving = created(USERS, Bodies.user(name + "-leaving", "first"));
    String group = created(GROUPS, Bodies.group(name + "-group", kept));
    changed(USERS + "/" + kept, Bodies.patch(Bodies.replace("title", "\"second\"")));
    changed(GROUPS + "/" + group, Bodies.patch(Bodies.add(leaving)));
    Answer put = client.ask("PUT", USERS + "/" + kept, Bodies.user(name + "-kept", "third"));
    assertThat(put.status()).as(put.text()).isEqualTo(200);
    changed(GROUPS + "/" + group, Bodies.patch(Bodies.remove(leaving)));
    Answer deleted = client.ask("DELETE", USERS + "/" + leaving, "");
    assertThat(deleted.status()).as(deleted.text()).isEqualTo(204);
    changed(USERS + "/" + kept, Bodies.patch(Bodies.replace("active", "false")));
  }

  /// Creates. The answer to a repeat is the first one's.
  private String created(String endpoint, String body) {
    Answer answer = client.ask("POST", endpoint, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.string("id");
  }

  private void changed(String path, String body) {
    Answer answer = client.ask("PATCH", path, body);
    assertThat(answer.status()).as(answer.text()).isIn(200, 204);
  }

  /// Holds the directory against what was asked for: each change is there once.
  void assertDone() {
    JsonObject kept = only(USERS, "userName", "kept");
    assertThat(kept.text("title")).contains("third");
    assertThat(kept.get("active")).isEqualTo(JsonBoolean.FALSE);
    // Created, patched, replaced, deactivated.
    assertThat(version(kept)).contains(new JsonString("W/\"4\""));
    assertThat(client.having(USERS, "userName", name + "-leaving")).isEmpty();
    JsonObject group = only(GROUPS, "displayName", "group");
    assertThat(group.get("members"))
        .isInstanceOfSatisfying(
            JsonArray.class,
            members ->
                assertThat(members.elements())
                    .singleElement()
                    .isInstanceOfSatisfying(
                        JsonObject.class,
                        member -> assertThat(member.text("value")).isEqualTo(kept.text("id"))));
    // Created, joined, left.
    assertThat(version(group)).contains(new JsonString("W/\"3\""));
  }

  private JsonObject only(String endpoint, String attribute, String who) {
    List<JsonObject> found = client.having(endpoint, attribute, name + "-" + who);
    assertThat(found).as("%s-%s", name, who).hasSize(1);
    return found.getFirst();
  }

  private static Optional<Json> version(JsonObject resource) {
    return Optional.ofNullable(JsonPointer.find(resource, "/meta/version"));
  }
}
