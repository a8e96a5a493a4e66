package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One name at the target, and two of ours who bear it: the account is never two people's.
class NameLeftIT extends OneTargetCase {
  NameLeftIT() {
    super("name-left");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void who_bears_the_name_of_a_leaver_takes_the_account_and_not_before(boolean keepsExternalId) {
    start(target(keepsExternalId));
    feed.publish(tenant, Facts.created(Facts.user("first"), Facts.person("ada")));
    it().awaitApplied(tenant);
    String account = account("id");

    feed.publish(tenant, Facts.created(Facts.user("second"), Facts.person("ada")));
    await().atMost(Connector.PATIENCE).until(() -> it().keys(tenant, id(), "failing").size() == 1);
    assertThat(it().keys(tenant, id(), "failing").getFirst().text("resourceId")).contains("second");
    assertThat(it().keys(tenant, id(), "failing").getFirst().toString())
        .contains("Another resource of ours still has this name");

    feed.publish(tenant, Facts.deleted(Facts.user("first"), 2));
    it().awaitApplied(tenant);

    assertThat(directory.all("/Users")).hasSize(1);
    assertThat(account("id")).isEqualTo(account);
    assertThat(directory.user("ada").orElseThrow().get("active")).isEqualTo(JsonBoolean.TRUE);
    if (keepsExternalId) {
      assertThat(account("externalId")).isEqualTo("second");
    }

    feed.publish(tenant, Facts.deleted(Facts.user("second"), 2));
    it().awaitApplied(tenant);
    assertThat(directory.user("ada").orElseThrow().get("active")).isEqualTo(JsonBoolean.FALSE);
  }

  @Test
  void a_group_that_the_leaver_was_in_is_left_before_the_next_one_has_the_account() {
    start(target(false));
    feed.publish(tenant, Facts.created(Facts.user("first"), Facts.person("ada")));
    feed.publish(
        tenant,
        Facts.created(Facts.group("admins"), Facts.team("Admins")),
        Facts.joined(Facts.group("admins"), 1, "first"));
    it().awaitApplied(tenant);
    assertThat(directory.memberNames("Admins")).containsExactly("ada");

    feed.publish(
        tenant,
        Facts.left(Facts.group("admins"), 2, "first"),
        Facts.deleted(Facts.user("first"), 2),
        Facts.created(Facts.user("second"), Facts.person("ada")));
    it().awaitApplied(tenant);

    assertThat(directory.all("/Users")).hasSize(1);
    assertThat(directory.memberNames("Admins")).isEmpty();
  }

  @Test
  void an_account_that_the_app_has_given_to_somebody_else_is_not_taken_from_them() {
    start(target(true));
    comeAndLeave("first", "ada");
    JsonObject theirs =
        directory.user("ada").orElseThrow().toBuilder()
            .put("externalId", "hr-5")
            .put("active", true)
            .build();
    directory.change("/Users", account("id"), theirs);

    feed.publish(tenant, Facts.created(Facts.user("second"), Facts.person("ada")));
    await().atMost(Connector.PATIENCE).until(() -> it().keys(tenant, id(), "parked").size() == 1);

    assertThat(account("externalId")).isEqualTo("hr-5");
    assertThat(it().keys(tenant, id(), "parked").getFirst().toString())
        .contains("belongs to somebody else");
  }

  @Test
  void whoever_is_refused_an_account_keeps_it_from_nobody() {
    start(target(true));
    directory.put("/Users", Facts.person("ada").toBuilder().put("externalId", "owner").build());
    feed.publish(tenant, Facts.created(Facts.user("other"), Facts.person("ada")));
    await().atMost(Connector.PATIENCE).until(() -> it().keys(tenant, id(), "parked").size() == 1);

    feed.publish(tenant, Facts.created(Facts.user("owner"), Facts.person("ada")));
    await()
        .atMost(Connector.PATIENCE)
        .until(() ->
            Rows.number(
                    it().database(),
                    "SELECT count(*) FROM connector.link WHERE state = 'linked' AND resource_id = 'owner'"
                        + " AND target_id = '"
                        + id()
                        + "'")
                == 1);
    assertThat(directory.all("/Users")).hasSize(1);
  }

  @Test
  void an_account_that_names_one_of_ours_who_is_deleted_is_not_waited_for() {
    start(target(true));
    comeAndLeave("gone", "eve");
    directory.put("/Users", Facts.person("ada").toBuilder().put("externalId", "gone").build());

    feed.publish(tenant, Facts.created(Facts.user("second"), Facts.person("ada")));
    await().atMost(Connector.PATIENCE).until(() -> it().keys(tenant, id(), "parked").size() == 1);

    assertThat(it().keys(tenant, id(), "parked").getFirst().toString())
        .contains("belongs to somebody else");
  }

  @Test
  void of_two_who_bear_the_name_of_a_leaver_one_gets_the_account() {
    start(target(false));
    feed.publish(tenant, Facts.created(Facts.user("first"), Facts.person("ada")));
    it().awaitApplied(tenant);
    feed.publish(tenant, Facts.created(Facts.user("second"), Facts.person("ada")));
    feed.publish(tenant, Facts.created(Facts.user("third"), Facts.person("ada")));
    await().atMost(Connector.PATIENCE).until(() -> it().keys(tenant, id(), "failing").size() == 2);

    feed.publish(tenant, Facts.deleted(Facts.user("first"), 2));
    // Whoever is just being tried again is not among the failing ones for that time either.
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() -> {
          assertThat(linked(" AND resource_id <> 'first'")).isEqualTo(1);
          assertThat(it().keys(tenant, id(), "failing")).hasSize(1);
        });

    assertThat(directory.all("/Users")).hasSize(1);
    assertThat(linked("")).isEqualTo(1);
  }

  private long linked(String more) {
    return Rows.number(
        it().database(),
        "SELECT count(*) FROM connector.link WHERE state = 'linked' AND target_id = '"
            + id()
            + "'"
            + more);
  }

  private void comeAndLeave(String id, String name) {
    feed.publish(tenant, Facts.created(Facts.user(id), Facts.person(name)));
    it().awaitApplied(tenant);
    feed.publish(tenant, Facts.deleted(Facts.user(id), 2));
    it().awaitApplied(tenant);
  }

  private JsonObject target(boolean keepsExternalId) {
    JsonObject profile =
        JsonObject.builder()
            .put("remove", "deactivate")
            .put("keepsExternalId", keepsExternalId)
            .build();
    return scim().toBuilder().put("profile", profile).build();
  }

  private String account(String attribute) {
    return directory.user("ada").flatMap(user -> user.text(attribute)).orElseThrow();
  }
}
