package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The simulators refuse what they are there to refuse: a test that finds no refusal says nothing
/// otherwise.
class VendorSimulatorTest {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  @Test
  void slack_takes_a_burst_and_no_more() {
    var slack = new VendorSimulator(Vendors.of("slack"));

    List<Integer> statuses =
        IntStream.range(0, 40)
            .mapToObj(it -> post(slack, "/Users", slacker("p" + it)).status())
            .toList();

    assertThat(statuses.subList(0, 20)).containsOnly(201);
    assertThat(statuses.getLast()).isEqualTo(429);
    assertThat(post(slack, "/Users", slacker("x")).headers()).containsEntry("Retry-After", "1");
  }

  @Test
  void miro_takes_five_reads_of_groups_and_8000_members() {
    var miro = new VendorSimulator(Vendors.of("miro"));
    String group = created(miro, "/Groups", Facts.team("Team"));

    assertThat(
            IntStream.range(0, 6)
                .mapToObj(_ -> send(miro, "GET", "/Groups/" + group, null).status()))
        .containsExactly(200, 200, 200, 200, 200, 429);
    assertThat(send(miro, "PATCH", "/Groups/" + group, removing(8_001)).status()).isEqualTo(413);
  }

  @Test
  void aws_takes_one_value_of_each_and_100_members() {
    var aws = new VendorSimulator(Vendors.of("aws-iam-identity-center"));
    String group = created(aws, "/Groups", Facts.team("Team"));

    assertThat(post(aws, "/Users", VendorStage.person("ada")).status()).isEqualTo(400);
    assertThat(send(aws, "PATCH", "/Groups/" + group, removing(101)).status()).isEqualTo(400);
    assertThat(send(aws, "PATCH", "/Groups/" + group, removing(0)).status()).isEqualTo(400);
    assertThat(aws.refusals()).hasSize(3);
  }

  @Test
  void databricks_empties_a_group_whose_members_are_removed_without_a_filter() {
    var databricks = new VendorSimulator(Vendors.of("databricks"));
    String ada = created(databricks, "/Users", account("ada"));
    String bob = created(databricks, "/Users", account("bob"));
    String group = created(databricks, "/Groups", Facts.team("Team"));
    send(databricks, "PATCH", "/Groups/" + group, members("add", List.of(ada, bob)));

    send(databricks, "PATCH", "/Groups/" + group, members("remove", List.of(ada)));

    assertThat(databricks.directory().memberNames("Team")).isEmpty();
  }

  @Test
  void github_wants_to_know_who_calls_and_creates_nobody_inactive() {
    var github = new VendorSimulator(Vendors.of("github-emu"));
    JsonObject ada = JsonObject.EMPTY;

    Response unnamed =
        github.apply(new Request("POST", "/Users", "", "/Users", Map.of(), JSON.writeText(ada)));

    assertThat(unnamed.status()).isEqualTo(403);
    assertThat(send(github, "DELETE", "/Users/1", null).status()).isEqualTo(400);
  }

  @Test
  void google_shows_no_list_and_atlassian_no_index() {
    var google = new VendorSimulator(Vendors.of("google"));
    var atlassian = new VendorSimulator(Vendors.of("atlassian"));

    assertThat(get(google, "startIndex=1&count=10").status()).isEqualTo(400);
    assertThat(get(atlassian, "startIndex=1&count=10").status()).isEqualTo(400);
    assertThat(get(atlassian, "cursor&count=10").status()).isEqualTo(200);
  }

  private static JsonObject slacker(String name) {
    return VendorStage.person(name).without("entitlements");
  }

  private static JsonObject account(String name) {
    return Facts.person(name);
  }

  private static JsonObject removing(int members) {
    return members("remove", IntStream.range(0, members).mapToObj(it -> "m" + it).toList());
  }

  private static JsonObject members(String op, List<String> ids) {
    var values = new ArrayList<Json>();
    ids.forEach(id -> values.add(JsonObject.of("value", new JsonString(id))));
    JsonObject operation =
        JsonObject.builder()
            .put("op", op)
            .put("path", "members")
            .put("value", new JsonArray(values))
            .build();
    return JsonObject.of("Operations", new JsonArray(List.<Json>of(operation)));
  }

  private static String created(VendorSimulator vendor, String endpoint, JsonObject resource) {
    Response response = post(vendor, endpoint, resource);
    assertThat(response.status()).as(response.body()).isEqualTo(201);
    return JSON.readObject(response.body().getBytes(StandardCharsets.UTF_8))
        .text("id")
        .orElseThrow();
  }

  private static Response post(VendorSimulator vendor, String endpoint, JsonObject resource) {
    return send(vendor, "POST", endpoint, resource);
  }

  private static Response get(VendorSimulator vendor, String query) {
    return vendor.apply(new Request("GET", "/Users", query, "/Users", Map.of(), ""));
  }

  private static Response send(
      VendorSimulator vendor, String method, String path, @Nullable JsonObject body) {
    return vendor.apply(
        new Request(
            method,
            path,
            "",
            path,
            Map.of("user-agent", "test"),
            body == null ? "" : JSON.writeText(body)));
  }
}
