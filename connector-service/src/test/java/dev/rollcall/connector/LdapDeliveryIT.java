package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unboundid.ldap.sdk.Entry;
import dev.rollcall.connector.target.ldap.DirectoryUnderTest;
import dev.rollcall.connector.target.ldap.LdapServer;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Urns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// From the decisions log to directories, through real Kafka, PostgreSQL and LDAP.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LdapDeliveryIT {
  private static final String TENANT = "ldap-delivery";
  private static final String TENANT_OWNED = "ldap-delivery-owned";
  private static final String TENANT_AD = "ldap-delivery-ad";

  private final DecisionFeed feed = DecisionFeed.shared();
  private final LdapServer server = new LdapServer(true);
  private final LdapServer activeDirectory = new LdapServer(false);
  private @Nullable Connector started;

  @BeforeAll
  void start(@TempDir Path folder) {
    JsonObject ad =
        entry("ad", TENANT_AD, activeDirectory.port()).without("disable").toBuilder()
            .put("directory", "ad")
            // The directory in memory makes no objectGUID.
            .put("entryIdAttribute", "entryUUID")
            .build();
    JsonObject people =
        entry("people", TENANT, server.port()).toBuilder()
            .put("mapping", JsonObject.builder().put("Group", GROUP_MAPPING).build())
            .build();
    started =
        Connector.start(folder, List.of(people, ad, entry("owned", TENANT_OWNED, server.port())));
  }

  private static final String GROUP_MAPPING =
      "{\"displayName\": displayName, \"description\": \"Kept by the directory\"}";

  @AfterAll
  void stop() {
    connector().close();
    server.close();
    activeDirectory.close();
  }

  private Connector connector() {
    return Objects.requireNonNull(started);
  }

  private static JsonObject entry(String id, String tenant, int port) {
    return DirectoryUnderTest.entry(port).toBuilder()
        .put("id", id)
        .put("tenant", tenant)
        .put("kind", "ldap")
        .build();
  }

  private static JsonObject ada() {
    return Facts.person("ada").toBuilder()
        .put("displayName", "Ada Lovelace")
        .put(
            "name",
            JsonObject.builder().put("givenName", "Ada").put("familyName", "Lovelace").build())
        .put(
            "emails",
            new JsonArray(
                List.<Json>of(
                    JsonObject.builder().put("value", "ada@home.example").build(),
                    JsonObject.builder()
                        .put("value", "ada@work.example")
                        .put("primary", true)
                        .build())))
        .build();
  }

  @Test
  void a_person_comes_is_renamed_leaves_and_comes_back_and_keeps_her_groups() {
    var user = Facts.user("ada-1");
    var team = Facts.group("team-1");
    feed.publish(TENANT, Facts.created(user, ada()));
    feed.publish(TENANT, Facts.created(team, Facts.team("Team")), Facts.joined(team, 1, "ada-1"));
    connector().awaitApplied(TENANT);

    Entry entry = person(server, "uid", "ada");
    assertThat(entry.getAttributeValue("employeeNumber")).isEqualTo("ada-1");
    assertThat(entry.getAttributeValue("cn")).isEqualTo("Ada Lovelace");
    assertThat(entry.getAttributeValue("sn")).isEqualTo("Lovelace");
    assertThat(entry.getAttributeValue("mail")).isEqualTo("ada@work.example");
    assertThat(server.members("uid", "Team")).containsExactly("ada");
    assertThat(server.below(DirectoryUnderTest.GROUPS).getFirst().getAttributeValue("description"))
        .isEqualTo("Kept by the directory");

    JsonObject renamed =
        ada().toBuilder().put("userName", "countess").put("title", "Countess").build();
    feed.publish(TENANT, Facts.changed(user, 2, renamed));
    connector().awaitApplied(TENANT);
    assertThat(server.user("uid", "ada")).isNull();
    assertThat(person(server, "uid", "countess").getAttributeValue("title")).isEqualTo("Countess");
    assertThat(server.members("uid", "Team")).containsExactly("countess");

    feed.publish(TENANT, Facts.deactivated(user, 3, renamed));
    connector().awaitApplied(TENANT);
    assertThat(person(server, "uid", "countess").getAttributeValue("employeeType"))
        .isEqualTo("off");

    feed.publish(TENANT, Facts.reactivated(user, 4, renamed));
    connector().awaitApplied(TENANT);
    assertThat(person(server, "uid", "countess").hasAttribute("employeeType")).isFalse();

    feed.publish(TENANT, Facts.left(team, 2, "ada-1"), Facts.deleted(user, 5));
    connector().awaitApplied(TENANT);
    assertThat(server.user("uid", "countess")).isNull();
    assertThat(server.members("uid", "Team")).isEmpty();
  }

  @Test
  void a_manager_is_named_by_the_name_that_he_has_there() {
    feed.publish(TENANT, Facts.created(Facts.user("boss-1"), Facts.person("boss")));
    feed.publish(
        TENANT,
        Facts.created(
            Facts.user("worker-1"),
            Facts.person("worker").toBuilder()
                .put(
                    Urns.ENTERPRISE_USER,
                    JsonObject.of("manager", JsonObject.builder().put("value", "boss-1").build()))
                .build()));
    connector().awaitApplied(TENANT);

    assertThat(person(server, "uid", "worker").getAttributeValue("manager"))
        .isEqualTo("uid=boss," + DirectoryUnderTest.PEOPLE);
  }

  @Test
  void an_entry_of_the_same_name_is_adopted_where_nobody_owns_it_and_left_alone_where_one_does() {
    byHand("free", List.of());
    byHand("taken", List.of("employeeNumber: theirs"));
    feed.publish(TENANT_OWNED, Facts.created(Facts.user("free-1"), Facts.person("free")));
    feed.publish(TENANT_OWNED, Facts.created(Facts.user("taken-1"), Facts.person("taken")));

    await()
        .atMost(Connector.PATIENCE)
        .until(() -> connector().keys(TENANT_OWNED, "owned", "parked").size() == 1);
    assertThat(connector().keys(TENANT_OWNED, "owned", "parked").getFirst().get("lastError"))
        .isInstanceOfSatisfying(
            JsonObject.class, error -> assertThat(error.text("class")).contains("not_ours"));
    assertThat(person(server, "uid", "free").getAttributeValue("employeeNumber"))
        .isEqualTo("free-1");
    assertThat(person(server, "uid", "taken").getAttributeValue("employeeNumber"))
        .isEqualTo("theirs");
  }

  @Test
  void active_directory_gets_its_flag_and_keeps_the_others() {
    var user = Facts.user("ad-1");
    feed.publish(TENANT_AD, Facts.created(user, ada()));
    connector().awaitApplied(TENANT_AD);
    Entry entry = person(activeDirectory, "cn", "ada");
    assertThat(entry.getAttributeValue("userAccountControl")).isEqualTo("512");
    assertThat(entry.getAttributeValue("sAMAccountName")).isEqualTo("ada");
    assertThat(entry.hasAttribute("unicodePwd")).isTrue();

    // Somebody sets DONT_EXPIRE_PASSWORD.
    activeDirectory.with(connection ->
        connection.modify(
            "dn: " + entry.getDN(),
            "changetype: modify",
            "replace: userAccountControl",
            "userAccountControl: 66048"));
    feed.publish(TENANT_AD, Facts.deactivated(user, 2, ada()));
    connector().awaitApplied(TENANT_AD);

    assertThat(person(activeDirectory, "cn", "ada").getAttributeValue("userAccountControl"))
        .isEqualTo("66050");
  }

  private static Entry person(LdapServer server, String rdn, String name) {
    return Objects.requireNonNull(server.user(rdn, name));
  }

  private void byHand(String uid, List<String> more) {
    var lines =
        new ArrayList<>(
            List.of("objectClass: inetOrgPerson", "uid: " + uid, "cn: By Hand", "sn: Hand"));
    lines.addAll(more);
    server.add("uid=" + uid + "," + DirectoryUnderTest.PEOPLE, lines);
  }
}
