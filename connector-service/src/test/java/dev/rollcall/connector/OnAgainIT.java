package dev.rollcall.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Somebody who left and was out is switched on again at the target, by somebody else.
class OnAgainIT extends ReconciliationCase {
  @Test
  void is_a_leaver_who_is_overdue_at_once_and_out_when_the_target_is_read_as_such() {
    start(scim());
    peopleAndTeam();
    assertThat(leavers("overdue=true")).isEmpty();
    set("p3", "active", JsonBoolean.TRUE);
    awaitEnd(reconcile(true));

    assertThat(leavers("overdue=true"))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.text("resourceId")).contains("u3");
          assertThat(it.text("cause")).contains("on_again");
          assertThat(it.text("sentence").orElseThrow())
              .startsWith("Was out, and was seen to be on again ");
        });
    assertThat(it().target(tenant, id()).get("leaversOverdue")).isEqualTo(JsonNumber.of(1));
    await().atMost(Connector.PATIENCE).until(() -> metrics().contains(overdue() + " 1.0"));

    // Another run finds the same, and tells it once.
    awaitEnd(reconcile(true));
    assertThat(leavers("stillIn=true")).hasSize(1);

    // They are looked at once more, and nothing differs from what is known: that shows nothing.
    feed.publish(
        tenant,
        Facts.changed(Facts.user("u3"), 3, titled("p3").toBuilder().put("active", false).build()));
    it().awaitApplied(tenant);
    assertThat(leavers("stillIn=true")).hasSize(1);

    set("p3", "active", JsonBoolean.FALSE);
    awaitEnd(reconcile(true));
    assertThat(leavers("stillIn=true")).isEmpty();
    assertThat(leavers("").stream().filter(it -> it.text("cause").orElse("").equals("on_again")))
        .singleElement()
        .satisfies(it -> assertThat(it.text("confirmedBy")).contains("read"));
    await().atMost(Connector.PATIENCE).until(() -> metrics().contains(overdue() + " 0.0"));
  }

  @Test
  void is_out_when_that_is_repaired_and_the_time_of_the_first_leaving_stays() {
    start(scim().with("reconciliation", policy("report")));
    peopleAndTeam();
    feed.publish(tenant, deactivated(0));
    it().awaitApplied(tenant);
    set("p0", "active", JsonBoolean.TRUE);
    JsonObject run = awaitEnd(reconcile(true));
    assertThat(leavers("stillIn=true")).hasSize(1);

    act(repair(run).put("kind", "drift").put("reason", "they left").build());

    await().atMost(Connector.PATIENCE).until(() -> leavers("stillIn=true").isEmpty());
    assertThat(directory.user("p0").orElseThrow().get("active")).isEqualTo(JsonBoolean.FALSE);
    assertThat(leavers("").stream().filter(it -> it.text("resourceId").orElse("").equals("u0")))
        .extracting(it -> it.text("cause").orElseThrow())
        .containsExactlyInAnyOrder("on_again", "deactivated");
    JsonObject times = it().get("/internal/v1/" + tenant + "/leavers/times?window=PT1H").body();
    assertThat(list(times, "targets").getFirst().get("leavers")).isEqualTo(JsonNumber.of(1));
  }

  @Test
  void is_none_any_more_when_they_come_back() {
    start(scim());
    peopleAndTeam();
    set("p3", "active", JsonBoolean.TRUE);
    awaitEnd(reconcile(true));
    assertThat(leavers("stillIn=true")).hasSize(1);

    feed.publish(tenant, Facts.reactivated(Facts.user("u3"), 3, titled("p3")));

    it().awaitApplied(tenant);
    assertThat(leavers("stillIn=true")).isEmpty();
  }

  @Test
  void is_also_one_whose_deleted_account_is_there_again() {
    start(scim());
    peopleAndTeam();
    feed.publish(tenant, Facts.deleted(Facts.user("u4"), 2));
    it().awaitApplied(tenant);
    directory.put("/Users", titled("p4").with("externalId", new JsonString("u4")));

    awaitEnd(reconcile(true));

    assertThat(leavers("overdue=true"))
        .singleElement()
        .satisfies(it -> assertThat(it.text("resourceId")).contains("u4"));
  }

  @Test
  void nobody_is_by_a_second_account_of_somebody_who_is_in() {
    start(scim());
    peopleAndTeam();
    directory.put("/Users", titled("p0-too").with("externalId", new JsonString("u0")));

    JsonObject run = awaitEnd(reconcile(true));

    assertThat(lines(run)).anyMatch(line -> line.startsWith("extra u0"));
    assertThat(leavers("stillIn=true")).isEmpty();
  }

  private String overdue() {
    return "rollcall_leavers_overdue{target=\"" + id() + "\"}";
  }

  private String metrics() {
    return new String(it().raw("/metrics", "").body(), UTF_8);
  }

  private List<JsonObject> leavers(String query) {
    JsonObject body = it().get("/internal/v1/" + tenant + "/leavers?" + query).body();
    return list(body, "leavers");
  }
}
