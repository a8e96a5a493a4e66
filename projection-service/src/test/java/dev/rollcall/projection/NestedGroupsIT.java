package dev.rollcall.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Groups in groups, each request in a batch of its own: all contains half, half contains crew, and
/// ann is in crew.
class NestedGroupsIT {
  private static Platform platform;
  private static Service service;
  private static int tests;

  /// Each test has people and groups of its own.
  private final String own = "t" + ++tests + "-";

  @BeforeAll
  static void start() throws Exception {
    platform = new Platform();
    service = new Service(platform.settings).awaitReady();
  }

  @AfterAll
  static void stop() {
    service.close();
    platform.close();
  }

  @BeforeEach
  void create_three_levels() throws Exception {
    platform.decide(create("User", "ann", "{'userName':'#ann'}"));
    platform.decide(create("User", "bob", "{'userName':'#bob'}"));
    platform.decide(
        create("Group", "crew", "{'displayName':'#Crew','members':[{'value':'#ann'}]}"));
    platform.decide(
        create("Group", "half", "{'displayName':'#Half','members':[{'value':'#crew'}]}"));
    platform.decide(create("Group", "all", "{'displayName':'#All','members':[{'value':'#half'}]}"));
  }

  @Test
  void a_circle_is_refused_however_long_it_is() throws Exception {
    assertThat(add("crew", "all").outcome().status()).isEqualTo(400);
    assertThat(add("half", "all").outcome().status()).isEqualTo(400);
    assertThat(add("all", "crew").outcome().status()).isEqualTo(200);
    remove("all", "half");
    remove("all", "crew");
    assertThat(add("crew", "all").outcome().status()).isEqualTo(200);
  }

  @Test
  void a_user_shows_direct_and_indirect_groups() throws Exception {
    assertThat(groupsOf("ann")).containsExactly("all indirect", "crew direct", "half indirect");
    add("all", "ann");
    assertThat(groupsOf("ann")).containsExactly("all direct", "crew direct", "half indirect");
    remove("half", "crew");
    remove("all", "ann");
    assertThat(groupsOf("ann")).containsExactly("crew direct");
  }

  @Test
  void a_managers_name_is_the_managers_own() throws Exception {
    String urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    platform.decide(create("User", "boss", "{'userName':'#boss','displayName':'#Big Boss'}"));
    platform.decide(
        create(
            "User",
            "eve",
            "{'userName':'#eve','%s':{'manager':{'value':'#boss','displayName':'x'}}}"
                .formatted(urn)));
    platform.decide(
        create("User", "fay", "{'userName':'#fay','%s':{'manager':'nobody'}}".formatted(urn)));

    assertThat(service.read("/internal/v1/demo/resources/User/" + own + "eve").body())
        .contains("\"displayName\":\"" + own + "Big Boss\"");
    assertThat(service.read("/internal/v1/demo/resources/User/" + own + "fay").body())
        .contains("\"value\":\"nobody\"")
        .doesNotContain("displayName");
    assertThat(found(urn + ":manager.displayName eq \\\"#BIG boss\\\"")).containsExactly("eve");
  }

  @Test
  void users_are_found_by_groups_above_theirs() {
    assertThat(found("groups.value eq \\\"#all\\\"")).containsExactly("ann");
    assertThat(found("groups.display sw \\\"#HALF\\\"")).containsExactly("ann");
    assertThat(found("groups[value eq \\\"#all\\\" and type eq \\\"direct\\\"]")).isEmpty();
    assertThat(found("groups[value eq \\\"#crew\\\" and type eq \\\"direct\\\"]"))
        .containsExactly("ann");
    assertThat(found("not (groups pr) and userName sw \\\"#\\\"")).containsExactly("bob");
  }

  private List<String> groupsOf(String user) {
    return elements(
            Service.json(service.read("/internal/v1/demo/resources/User/" + own + user)), "groups")
        .stream()
        .map(it -> mine(it, "value") + " " + it.text("type").orElseThrow())
        .toList();
  }

  private List<String> found(String filter) {
    var answer =
        service.search("{'resourceTypes': ['User'], 'filter': '" + filter.replace("#", own) + "'}");
    return elements(Service.json(answer), "Resources").stream().map(it -> mine(it, "id")).toList();
  }

  private String mine(JsonObject object, String name) {
    return object.text(name).orElseThrow().substring(own.length());
  }

  private static List<JsonObject> elements(JsonObject object, String name) {
    var elements = new ArrayList<JsonObject>();
    if (object.get(name) instanceof JsonArray(List<Json> all)) {
      all.forEach(it -> elements.add((JsonObject) it));
    }
    return elements;
  }

  private Decision add(String group, String member) throws Exception {
    return patch(group, "{'op':'add','path':'members','value':[{'value':'#" + member + "'}]}");
  }

  private Decision remove(String group, String member) throws Exception {
    return patch(group, "{'op':'remove','path':'members','value':[{'value':'#" + member + "'}]}");
  }

  private Decision patch(String group, String operation) throws Exception {
    return platform.decide(
        new Command.PatchResource(
            "Group",
            new ResourceId(own + group),
            List.of(),
            dev.rollcall.projection.Json.object(
                "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':["
                    + operation.replace("#", own)
                    + "]}")));
  }

  private Command create(String type, String id, String document) {
    return new Command.CreateResource(
        type,
        new ResourceId(own + id),
        dev.rollcall.projection.Json.object(document.replace("#", own)));
  }
}
