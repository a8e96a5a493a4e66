package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;

import de.captaingoldfish.scim.sdk.common.resources.Group;
import de.captaingoldfish.scim.sdk.common.resources.User;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.Member;
import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Urns;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Delivery to a SCIM server that others wrote, which validates what it gets.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignScimServerIT {
  private static final String TENANT = "foreign";

  private final DecisionFeed feed = DecisionFeed.shared();
  private final ForeignScimServer foreign = new ForeignScimServer();
  private final FakeServer server = new FakeServer(foreign);
  private @Nullable Connector started;

  @BeforeAll
  void start(@TempDir Path folder) {
    String url = server.url() + ForeignScimServer.base();
    started = Connector.start(folder, List.of(TargetEntries.scim("sdk", TENANT, url)));
  }

  @AfterAll
  void stop() {
    connector().close();
    server.close();
  }

  private Connector connector() {
    return Objects.requireNonNull(started);
  }

  private static JsonObject employee(String userName, String department, String manager) {
    return JsonObject.builder()
        .put("schemas", JsonArray.ofStrings(List.of(Urns.USER, Urns.ENTERPRISE_USER)))
        .put("userName", userName)
        .put("active", true)
        .put(
            "name",
            JsonObject.builder().put("givenName", "A").put("familyName", department).build())
        .put(
            "emails",
            JsonArray.of(
                JsonObject.builder()
                    .put("type", "work")
                    .put("primary", true)
                    .put("value", userName + "@example.com")
                    .build()))
        .put(
            Urns.ENTERPRISE_USER,
            JsonObject.builder()
                .put("department", department)
                .put("manager", JsonObject.of("value", new JsonString(manager)))
                .build())
        .build();
  }

  @Test
  void a_full_user_lives_through_create_update_deactivate_reactivate_and_delete() {
    var user = Facts.user("fu-1");
    feed.publish(TENANT, Facts.created(Facts.user("boss"), Facts.person("boss")));
    feed.publish(TENANT, Facts.created(user, employee("full", "Press", "boss")));
    connector().awaitApplied(TENANT);
    User there = foreign.user("full").orElseThrow();
    assertThat(there.getExternalId()).contains("fu-1");
    assertThat(manager(there)).isEqualTo(foreign.user("boss").orElseThrow().getId());

    feed.publish(
        TENANT, Facts.changed(user, 2, employee("full2", "Quality", "boss").without("emails")));
    connector().awaitApplied(TENANT);
    there = foreign.user("full2").orElseThrow();
    assertThat(there.getName().orElseThrow().getFamilyName()).contains("Quality");
    assertThat(there.getEmails()).isEmpty();

    feed.publish(TENANT, Facts.deactivated(user, 3, employee("full2", "Quality", "boss")));
    connector().awaitApplied(TENANT);
    assertThat(foreign.user("full2").orElseThrow().isActive()).contains(false);

    feed.publish(TENANT, Facts.reactivated(user, 4, employee("full2", "Quality", "boss")));
    connector().awaitApplied(TENANT);
    assertThat(foreign.user("full2").orElseThrow().isActive()).contains(true);
    assertThat(foreign.user("full2").orElseThrow().getEmails()).hasSize(1);

    feed.publish(TENANT, Facts.deleted(user, 5));
    connector().awaitApplied(TENANT);
    assertThat(foreign.user("full2")).isEmpty();
  }

  private static java.util.Optional<String> manager(User user) {
    return user.getEnterpriseUser()
        .flatMap(extension -> extension.getManager())
        .flatMap(manager -> manager.getValue());
  }

  @Test
  void a_large_group_is_filled_and_emptied_in_portions() {
    String[] ids = IntStream.range(0, 250).mapToObj(i -> "m-" + i).toArray(String[]::new);
    for (String id : ids) {
      feed.publish(TENANT, Facts.created(Facts.user(id), Facts.person(id)));
    }
    feed.publish(
        TENANT,
        Facts.created(Facts.group("big"), Facts.team("Big")),
        Facts.joined(Facts.group("big"), 1, ids));
    connector().awaitApplied(TENANT);

    assertThat(members("Big")).hasSize(250);
    assertThat(patches("/Groups/"))
        .allSatisfy(it -> assertThat(values(it)).isLessThanOrEqualTo(100));

    feed.publish(
        TENANT,
        Facts.left(Facts.group("big"), 2, List.of(ids).subList(0, 120).toArray(String[]::new)));
    connector().awaitApplied(TENANT);
    assertThat(members("Big")).hasSize(130);
  }

  @Test
  void a_create_whose_answer_was_lost_is_found_by_its_external_id() {
    Set<String> died = ConcurrentHashMap.newKeySet();
    server.mood(request ->
        request.body().contains("\"lost\"") && died.add("once")
            ? new Mood.DoesAndDies()
            : new Mood.Honest());
    feed.publish(TENANT, Facts.created(Facts.user("lost-1"), Facts.person("lost")));

    connector().awaitApplied(TENANT);

    assertThat(foreign.user("lost")).isPresent();
    assertThat(
            server.requests().stream()
                .filter(it -> it.method().equals("POST") && it.body().contains("\"lost\"")))
        .hasSize(1);
  }

  private List<Member> members(String group) {
    return foreign.group(group).map(Group::getMembers).orElse(List.of());
  }

  private List<Request> patches(String path) {
    return server.requests().stream()
        .filter(it -> it.method().equals("PATCH") && it.path().contains(path))
        .toList();
  }

  private static int values(Request request) {
    return request.body().split("\"value\":\"", -1).length - 1;
  }
}
