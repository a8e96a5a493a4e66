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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Groups in groups, each request in a batch of its own: all is contains half, half contains crew,
/// and ann is in crew.
class NestedGroupsIT {
  private Platform platform;
  private Service service;

  @BeforeEach
  void start_with_three_levels() throws Exception {
    platform = new Platform();
    service = new Service(platform.settings).awaitReady();
    platform.decide(create("User", "ann", "{'userName':'ann'}"));
    platform.decide(create("User", "bob", "{'userName':'bob'}"));
    platform.decide(create("Group", "crew", "{'displayName':'Crew','members':[{'value':'ann'}]}"));
    platform.decide(create("Group", "half", "{'displayName':'Half','members':[{'value':'crew'}]}"));
    platform.decide(create("Group", "all", "{'displayName':'All','members':[{'value':'half'}]}"));
  }

  @AfterEach
  void stop() {
    service.close();
    platform.close();
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
  void users_are_found_by_groups_above_theirs() {
    assertThat(found("groups.value eq \\\"all\\\"")).containsExactly("ann");
    assertThat(found("groups.display sw \\\"HALF\\\"")).containsExactly("ann");
    assertThat(found("groups[value eq \\\"all\\\" and type eq \\\"direct\\\"]")).isEmpty();
    assertThat(found("groups[value eq \\\"crew\\\" and type eq \\\"direct\\\"]"))
        .containsExactly("ann");
    assertThat(found("not (groups pr)")).containsExactly("bob");
  }

  private List<String> groupsOf(String user) {
    return elements(
            Service.json(service.read("/internal/v1/demo/resources/User/" + user)), "groups")
        .stream()
        .map(it -> it.text("value").orElseThrow() + " " + it.text("type").orElseThrow())
        .toList();
  }

  private List<String> found(String filter) {
    var answer = service.search("{'resourceTypes': ['User'], 'filter': '" + filter + "'}");
    return elements(Service.json(answer), "Resources").stream()
        .map(it -> it.text("id").orElseThrow())
        .toList();
  }

  private static List<JsonObject> elements(JsonObject object, String name) {
    var elements = new ArrayList<JsonObject>();
    if (object.get(name) instanceof JsonArray(List<Json> all)) {
      all.forEach(it -> elements.add((JsonObject) it));
    }
    return elements;
  }

  private Decision add(String group, String member) throws Exception {
    return patch(group, "{'op':'add','path':'members','value':[{'value':'" + member + "'}]}");
  }

  private Decision remove(String group, String member) throws Exception {
    return patch(group, "{'op':'remove','path':'members','value':[{'value':'" + member + "'}]}");
  }

  private Decision patch(String group, String operation) throws Exception {
    return platform.decide(
        new Command.PatchResource(
            "Group",
            new ResourceId(group),
            List.of(),
            dev.rollcall.projection.Json.object(
                "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':["
                    + operation
                    + "]}")));
  }

  private static Command create(String type, String id, String document) {
    return new Command.CreateResource(
        type, new ResourceId(id), dev.rollcall.projection.Json.object(document));
  }
}
