package dev.rollcall.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.Actor;
import dev.rollcall.schemas.event.BulkPart;
import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Command.BulkOperation;
import dev.rollcall.schemas.event.Command.CreateResource;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Outcome.Performed;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Bulk requests in parts, and what repeats them, over what came back from the store.
class BulkRepeatIT {
  private static final JsonArray ZOE = JsonArray.of(JsonObject.of("value", new JsonString("u0")));
  private static final List<String> MADE = List.of("g-one", "a-one", "b-one", "u0");

  @Test
  void repeats_are_answered_as_the_first_and_decided_anew_like_that() throws Exception {
    try (var platform = new Platform();
        var service = new Service(platform.settings).awaitReady()) {
      platform.ask(new CreateResource("User", new ResourceId("u0"), named("userName", "zoe")));
      // The second part makes a new version of the group that the first one made.
      record(platform, "one", 2, List.of(), "key");
      assertThat(made(platform.decisionsOnceThereAre(3).subList(1, 3))).isEqualTo(MADE);
      record(platform, "two", 2, List.of("one"), null);
      assertThat(made(platform.decisionsOnceThereAre(5).subList(3, 5))).isEqualTo(MADE);
      record(platform, "three", 4, List.of("one", "two"), null);
      assertThat(made(platform.decisionsOnceThereAre(6).subList(5, 6))).isEqualTo(MADE);

      // With a key, and nothing else that names the first.
      record(platform, "four", 4, List.of(), "key");
      List<Decision> log = platform.decisionsOnceThereAre(7);
      assertThat(made(log.subList(6, 7))).isEqualTo(MADE);
      assertThat(log.subList(3, 7)).allMatch(it -> it.facts().isEmpty());

      JsonObject verified = RebuildIT.done(service, "verify");
      assertThat(verified.text("phase")).contains("done");
      assertThat(verified.get("differences")).isEqualTo(new JsonArray(List.of()));
    }
  }

  private static List<String> made(List<Decision> decisions) {
    return decisions.stream()
        .flatMap(it -> ((Performed) it.outcome()).operations().stream())
        .map(it -> ((Accepted) it.outcome()).resource().id().value())
        .distinct()
        .toList();
  }

  /// Records a request of four operations, all parts at once.
  private static void record(
      Platform platform, String id, int size, List<String> repeats, @Nullable String key)
      throws Exception {
    var operations =
        List.of(
            create("/Groups", "g", id, named("displayName", "G").with("members", ZOE)),
            create("/Users", "a", id, named("userName", "ann")),
            create("/Users", "b", id, named("userName", "bob")),
            new BulkOperation("DELETE", "/Users/u0", null, null, JsonObject.EMPTY, null));
    var first = new RequestId(id);
    int of = operations.size() / size;
    for (int number = 1; number <= of; number++) {
      int from = (number - 1) * size;
      var part =
          new BulkPart(
              first, number, of, from, 0, "content", repeats.stream().map(RequestId::new).toList());
      RequestId own = BulkPart.id(first, number);
      var request =
          new Request(
              own,
              Platform.TENANT,
              Instant.EPOCH,
              new Actor("k1a2b3", "127.0.0.1", null),
              new Bulk(0, operations.subList(from, from + size), part),
              null,
              key);
      platform.append(Platform.TENANT.value(), own.value(), platform.encoded(request));
    }
  }

  private static JsonObject named(String attribute, String name) {
    return JsonObject.of(attribute, new JsonString(name));
  }

  private static BulkOperation create(String path, String bulkId, String id, JsonObject data) {
    return new BulkOperation("POST", path, bulkId, null, data, new ResourceId(bulkId + "-" + id));
  }
}
