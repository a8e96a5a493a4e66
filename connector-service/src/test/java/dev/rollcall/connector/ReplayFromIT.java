package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Whom a replay from a position or a time concerns.
class ReplayFromIT extends ReplayCase {
  @Test
  void a_group_of_which_only_members_changed_since_is_chosen() {
    start(scim());
    people(3);
    feed.publish(tenant, Facts.created(Facts.group("g1"), Facts.team("Team")));
    feed.publish(tenant, Facts.created(Facts.group("g2"), Facts.team("Others")));
    feed.publish(tenant, Facts.joined(Facts.group("g1"), 2, "u0", "u1"));
    it().awaitApplied(tenant);

    Instant joining = Instant.now();
    long joined = feed.publish(tenant, Facts.joined(Facts.group("g1"), 3, "u2"));
    it().awaitApplied(tenant);
    assertThat(concerned(from("seq", joined))).isEqualTo(1);
    assertThat(concerned(from(joining))).isEqualTo(1);

    Instant leaving = Instant.now();
    long left = feed.publish(tenant, Facts.left(Facts.group("g1"), 4, "u0"));
    it().awaitApplied(tenant);
    assertThat(concerned(from("seq", left))).isEqualTo(1);
    assertThat(concerned(from(leaving))).isEqualTo(1);
    assertThat(concerned(from(Instant.now()))).isZero();
  }

  @Test
  void a_dry_run_counts_whom_the_replay_would_concern_and_nobody_else() {
    start(scim());
    people(3);
    it().awaitApplied(tenant);
    // As if the app had never heard of them.
    Rows.execute(it().database(), "DELETE FROM connector.link WHERE resource_id IN ('u0', 'u1')");
    Instant since = Instant.now();
    long seq = feed.publish(tenant, Facts.changed(Facts.user("u1"), 2, titled("p1", "Title")));
    it().awaitApplied(tenant);
    Rows.execute(it().database(), "DELETE FROM connector.link WHERE resource_id = 'u1'");

    assertThat(dryRun(new JsonString("present"))).isEqualTo("3 resources, 2 creates");
    assertThat(dryRun(from("seq", seq))).isEqualTo("1 resources, 1 creates");
    assertThat(dryRun(from(since))).isEqualTo("1 resources, 1 creates");
    assertThat(dryRun(from("seq", seq + 1))).isEqualTo("0 resources, 0 creates");
    assertThat(dryRun(JsonObject.of("resourceId", new JsonString("u2"))))
        .isEqualTo("1 resources, 0 creates");
  }

  private String dryRun(Json from) {
    JsonObject counts =
        it().post(
                path("/replay"), JsonObject.builder().put("from", from).put("dryRun", true).build())
            .body();
    return number(counts, "resources") + " resources, " + number(counts, "creates") + " creates";
  }

  private long concerned(JsonObject from) {
    String id = replay(JsonObject.of("from", from));
    awaitDone(id);
    return number(progress(id), "total");
  }

  private static JsonObject from(String name, long seq) {
    return JsonObject.of(name, JsonNumber.of(seq));
  }

  private static JsonObject from(Instant time) {
    return JsonObject.of("time", new JsonString(time.toString()));
  }
}
