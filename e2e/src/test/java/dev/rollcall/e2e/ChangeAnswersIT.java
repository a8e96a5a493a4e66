package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The answer to a change is what a read shows right behind it, whoever made it.
@ExtendWith(SharedPlatform.class)
class ChangeAnswersIT {
  private static final String USERS = "/scim/v2/Users";
  private static final String GROUPS = "/scim/v2/Groups";

  @Test
  void of_somebody_in_no_group(Tenant tenant) {
    String id = tenant.scim().post(USERS, Caller.user("alone")).string("id");

    same(tenant, id, "");
    same(tenant, id, "?attributes=title");
    same(tenant, id, "?excludedAttributes=groups,title");
  }

  @Test
  void of_somebody_who_is_in_groups_and_through_them_in_others(Tenant tenant) {
    String id = tenant.scim().post(USERS, Caller.user("member")).string("id");
    String inner = group(tenant, "Inner \u00e4", id);
    group(tenant, "Outer", inner);

    String body = same(tenant, id, "");
    assertThat(body).contains("\"direct\"").contains("\"indirect\"").contains("Inner \u00e4");

    patch(tenant, GROUPS + "/" + inner, "displayName", "Renamed");
    assertThat(same(tenant, id, "")).contains("Renamed");
  }

  @Test
  void of_somebody_who_has_a_manager(Tenant tenant) {
    String boss = tenant.scim().post(USERS, Caller.user("boss")).string("id");
    patch(tenant, USERS + "/" + boss, "displayName", "The Boss");
    String id = tenant.scim().post(USERS, Caller.user("clerk")).string("id");
    patch(
        tenant,
        USERS + "/" + id,
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
        boss);

    assertThat(same(tenant, id, "")).contains("The Boss");
  }

  /// Changes somebody, reads it, and returns the answer to the change.
  private static String same(Tenant tenant, String id, String query) {
    var changed =
        patch(tenant, USERS + "/" + id + query, "title", "T" + Long.toHexString(System.nanoTime()));
    var read = tenant.scim().get(USERS + "/" + id + query);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json()).isEqualTo(read.json());
    assertThat(changed.header("ETag")).isEqualTo(read.header("ETag"));
    assertThat(changed.header("Location")).isEqualTo(read.header("Location"));
    return changed.text();
  }

  private static String group(Tenant tenant, String name, String member) {
    return tenant
        .scim()
        .post(
            GROUPS,
            "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"displayName\":\"%s\",\"members\":[{\"value\":\"%s\"}]}"
                .formatted(name, member))
        .string("id");
  }

  private static Caller.Answer patch(Tenant tenant, String path, String attribute, String value) {
    return tenant
        .scim()
        .send(
            "PATCH",
            path,
            Map.of("Content-Type", "application/scim+json"),
            BodyPublishers.ofString(
                "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":[{\"op\":\"replace\",\"path\":\"%s\",\"value\":\"%s\"}]}"
                    .formatted(attribute, value)));
  }
}
