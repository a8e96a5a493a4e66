package dev.rollcall.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// The directory folded anew, over HTTP, while it serves.
class RebuildIT {
  private static final int USERS = 300;

  @Test
  void a_rebuilt_directory_serves_what_the_one_before_it_served() throws Exception {
    try (var platform = new Platform();
        var service = new Service(platform.settings).awaitReady()) {
      int asked = fill(platform);
      String before = Contents.of(platform, "proj_v1");

      JsonObject rebuilt = done(service, "rebuild");
      assertThat(rebuilt.text("phase")).contains("done");
      // A small log is weighed as a whole, and so the estimate is exact.
      assertThat(rebuilt.get("bytes")).isEqualTo(rebuilt.get("bytesTotal"));
      assertThat(rebuilt.get("bytes"))
          .isEqualTo(
              JsonNumber.of(
                  platform.count("SELECT sum(octet_length(record)) FROM rollcall.decision")));
      assertThat(Contents.of(platform, "proj_v1")).isEqualTo(before);
      assertThat(indexes(platform, "proj_v1")).isEqualTo(indexes(platform, "proj_previous"));
      assertThat(unsampled(platform, "proj_v1")).isEqualTo(2);

      platform.ask(Platform.createUser("afterwards"));
      Platform.await("decided", () -> platform.stored() == asked + 1);
      assertThat(rows(platform, "proj_v1.request")).isEqualTo(asked + 1L);
      assertThat(rows(platform, "proj_previous.request")).isEqualTo(asked);
      assertThat(service.search(find("afterwards")).body()).contains("\"totalResults\":1");

      String after = Contents.of(platform, "proj_v1");
      assertThat(done(service, "rollback").text("phase")).contains("done");
      assertThat(Contents.of(platform, "proj_v1")).isEqualTo(after);
      platform.ask(Platform.createUser("after the rollback"));
      Platform.await("decided", () -> platform.stored() == asked + 2);
      assertThat(service.search(find("after the rollback")).body()).contains("\"totalResults\":1");
    }
  }

  @Test
  void nothing_is_lost_that_is_decided_while_it_is_rebuilt() throws Exception {
    try (var platform = new Platform();
        var service = new Service(platform.settings).awaitReady()) {
      int asked = fill(platform);
      var stop = new AtomicBoolean();
      var during = new ArrayList<String>();
      Thread client =
          Thread.ofPlatform()
              .start(() -> {
                while (!stop.get()) {
                  during.add(asked(platform, "during" + during.size()));
                }
              });
      assertThat(done(service, "rebuild").text("phase")).contains("done");
      assertThat(done(service, "verify").text("phase")).contains("done");
      stop.set(true);
      client.join();
      Platform.await("decided", () -> platform.stored() == asked + during.size());
      assertThat(during).hasSizeGreaterThan(10);
      assertThat(rows(platform, "proj_v1.request")).isEqualTo(asked + (long) during.size());
      assertThat(done(service, "verify").get("differences")).isEqualTo(new JsonArray(List.of()));
    }
  }

  @Test
  void a_directory_that_was_tampered_with_is_found_out_and_put_right_where_that_is_asked_for()
      throws Exception {
    try (var platform = new Platform();
        var service = new Service(platform.settings).awaitReady()) {
      fill(platform);
      String right = Contents.of(platform, "proj_v1");
      platform.execute(
          "UPDATE proj_v1.resource SET document = document || '{\"title\":\"CEO\"}'"
              + " WHERE user_name = 'user7'");
      platform.execute("DELETE FROM proj_v1.membership");

      JsonObject verified = done(service, "verify");
      assertThat(String.valueOf(verified.get("differences")))
          .contains("resource of tenant demo: same number of rows")
          .contains("membership of tenant demo: 0 rows serve, 2 were folded");
      JsonObject refused = done(service, "rebuild");
      assertThat(refused.text("phase")).contains("failed");
      assertThat(refused.text("error").orElse("")).contains("not what the logs say");
      assertThat(Contents.of(platform, "proj_v1")).isNotEqualTo(right);

      assertThat(done(service, "rebuild?acceptDifferences=true").text("phase")).contains("done");
      assertThat(Contents.of(platform, "proj_v1")).isEqualTo(right);
    }
  }

  @Test
  void a_decision_that_was_changed_where_it_is_stored_is_found_out_with_its_place()
      throws Exception {
    try (var platform = new Platform();
        var service = new Service(platform.settings).awaitReady()) {
      int asked = fill(platform);
      platform.decisionsOnceThereAre(asked);
      assertThat(done(service, "verify").get("differences")).isEqualTo(new JsonArray(List.of()));
      platform.execute(
          "UPDATE rollcall.decision SET record = record || '\\x20'::bytea WHERE seq = 7;"
              + "DELETE FROM rollcall.decision WHERE seq = 9;"
              + "UPDATE rollcall.decision SET request_id = 'another' WHERE seq = 11");

      String decision = "decision %d of partition " + Platform.PARTITION + ", of the request at ";
      assertThat(done(service, "verify").get("differences"))
          .isEqualTo(
              JsonArray.ofStrings(
                  List.of(
                      decision.formatted(7)
                          + "offset 6, is stored with other bytes than the decisions log has",
                      decision.formatted(9) + "offset 8, is not stored",
                      decision.formatted(11)
                          + "offset 10, is stored under another tenant, request or offset")));
    }
  }

  @Test
  void a_decision_that_would_be_another_one_now_stays_as_it_was_and_is_found_out()
      throws Exception {
    try (var platform = new Platform().startAndAwaitReady()) {
      platform.decide(Platform.createUser("somebody"));
      String request = UUID.randomUUID().toString();
      platform.refuseByHand(request, Platform.createUser("nobody"), 2);
      try (var service = new Service(platform.settings).awaitReady()) {
        Platform.await("taken", () -> platform.stored() == 2);
        assertThat(rows(platform, "proj_v1.resource")).isEqualTo(1);
        JsonObject verified = done(service, "verify");
        assertThat(verified.text("error").orElse("")).contains(request).contains("in another way");
        assertThat(done(service, "rebuild").text("phase")).contains("done");
      }
    }
  }

  @Test
  void without_an_earlier_directory_there_is_no_way_back() throws Exception {
    try (var platform = new Platform();
        var service = new Service(platform.settings).awaitReady()) {
      assertThat(done(service, "rollback").text("error").orElse(""))
          .contains("no earlier directory");
    }
  }

  /// Everything that leaves traces in tables: users, a group, a deletion, a refusal, poison.
  private static int fill(Platform platform) throws Exception {
    var member = new ResourceId(UUID.randomUUID().toString());
    var gone = new ResourceId(UUID.randomUUID().toString());
    platform.ask(
        new Command.CreateResource(
            "User", member, named("userName", "Member").with("title", new JsonString("Clerk"))));
    platform.ask(new Command.CreateResource("User", gone, named("userName", "Gone")));
    for (int i = 0; i < USERS; i++) {
      platform.ask(Platform.createUser("user" + i));
    }
    platform.ask(Platform.createUser("USER1"));
    platform.append("demo", "poison", new byte[] {'{'});
    platform.ask(
        new Command.CreateResource(
            "Group",
            new ResourceId(UUID.randomUUID().toString()),
            named("displayName", "Sales")
                .with(
                    "members",
                    JsonArray.of(
                        JsonObject.of("value", new JsonString(member.value())),
                        JsonObject.of("value", new JsonString(gone.value()))))));
    platform.ask(new Command.DeleteResource("User", gone, List.of()));
    Platform.await("decided", () -> platform.stored() == USERS + 6);
    // In a batch of its own, over what came back from the store: decided anew it stands in one
    // batch with what it changes, and must have the same bytes.
    platform.ask(new Command.PatchResource("User", member, List.of(), titled()));
    int asked = USERS + 7;
    Platform.await("decided", () -> platform.stored() == asked);
    return asked;
  }

  private static JsonObject titled() {
    return JsonObject.builder()
        .put(
            "schemas",
            JsonArray.ofStrings(List.of("urn:ietf:params:scim:api:messages:2.0:PatchOp")))
        .put(
            "Operations",
            JsonArray.of(
                JsonObject.builder()
                    .put("op", "add")
                    .put("path", "name.givenName")
                    .put("value", "Mem")
                    .build()))
        .build();
  }

  private static String asked(Platform platform, String name) {
    try {
      return platform.ask(Platform.createUser(name));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonObject named(String attribute, String name) {
    return JsonObject.builder().put(attribute, name).build();
  }

  private static String find(String name) {
    return "{'schemas':['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],"
        + "'resourceTypes':['User'],'filter':'userName eq \\'"
        + name
        + "\\''}".replace("\\'", "\\\"");
  }

  /// Begins a piece of work and waits for its end.
  static JsonObject done(Service service, String work) {
    HttpResponse<String> begun = service.post("/internal/v1/" + work);
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    Platform.await(
        work,
        () ->
            Service.json(service.read("/internal/v1/rebuild"))
                .text("phase")
                .filter(phase -> phase.equals("done") || phase.equals("failed"))
                .isPresent());
    return Service.json(service.read("/internal/v1/rebuild"));
  }

  /// How many columns the planner is not to know of.
  private static long unsampled(Platform platform, String schema) throws Exception {
    return rows(
        platform,
        "pg_attribute WHERE attstattarget = 0 AND attrelid::regclass::text LIKE '"
            + schema
            + ".%'");
  }

  private static long rows(Platform platform, String table) throws Exception {
    return platform.count("SELECT count(*) FROM " + table);
  }

  private static List<String> indexes(Platform platform, String schema) throws Exception {
    return platform.texts(
        "SELECT replace(indexdef, schemaname || '.', '') FROM pg_indexes WHERE schemaname = '"
            + schema
            + "' AND tablename <> 'position' ORDER BY 1");
  }
}
