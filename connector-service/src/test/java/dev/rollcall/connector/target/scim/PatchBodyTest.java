package dev.rollcall.connector.target.scim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.delivery.core.MemberGap;
import dev.rollcall.connector.delivery.core.Profile.MemberRemoval;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// From one shape to another: from | to -> operations.
class PatchBodyTest {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final String TABLE =
      """
      {"userName":"a"} | {"userName":"a"} ->
      {"userName":"a"} | {"userName":"b"} -> replace userName "b"
      {"userName":"a"} | {"userName":"a","title":"T"} -> add title "T"
      {"title":"T"} | {} -> remove title
      {"name":{"givenName":"A","familyName":"B"}} | {"name":{"givenName":"C"}} -> replace name.givenName "C"; remove name.familyName
      {} | {"name":{"givenName":"C"}} -> add name {"givenName":"C"}
      {"name":{"givenName":"C"}} | {} -> remove name
      {"emails":[{"value":"a"}]} | {"emails":[{"value":"b"}]} -> replace emails [{"value":"b"}]
      {"emails":[{"value":"a"}]} | {} -> remove emails
      {"urn:x:User":{"department":"A"}} | {"urn:x:User":{"department":"B"}} -> replace urn:x:User:department "B"
      {} | {"urn:x:User":{"department":"B"}} -> add urn:x:User:department "B"
      {"urn:x:User":{"department":"A"}} | {} -> remove urn:x:User:department
      {"urn:x:User":{"manager":{"value":"1"}}} | {"urn:x:User":{"manager":{"value":"2"}}} -> replace urn:x:User:manager {"value":"2"}
      {"active":true} | {"active":false} -> replace active false
      {"schemas":["a"]} | {"schemas":["a","b"]} ->
      """;

  static Stream<String> rows() {
    return TABLE.lines();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void the_difference_is(String row) {
    String[] sides = row.split("->", -1);
    String[] shapes = sides[0].split("\\|", -1);

    List<JsonObject> operations = PatchBody.difference(json(shapes[0]), json(shapes[1]));

    assertThat(operations.stream().map(PatchBodyTest::text).collect(Collectors.joining("; ")))
        .isEqualTo(sides[1].strip());
  }

  @Test
  void members_are_named_by_the_targets_ids() {
    var user = new MemberGap("u", "User", 1, false, null, null, true, "r\"1");
    var group = new MemberGap("g", "Group", 1, false, null, null, true, "r2");

    assertThat(JSON.writeText(PatchBody.adding(List.of(user, group))))
        .endsWith(
            "\"Operations\":[{\"op\":\"add\",\"path\":\"members\",\"value\":["
                + "{\"value\":\"r\\\"1\"},{\"value\":\"r2\",\"type\":\"Group\"}]}]}");
  }

  @Test
  void each_member_is_removed_by_a_path_of_its_own() {
    var gap = new MemberGap("u", "User", 1, true, "r\"1", null, false, null);

    assertThat(JSON.writeText(PatchBody.removing(List.of(gap), MemberRemoval.FILTER)))
        .contains("{\"op\":\"remove\",\"path\":\"members[value eq \\\"r\\\\\\\"1\\\"]\"}");
  }

  @Test
  void a_member_who_may_be_there_is_removed_in_either_form() {
    var gap = new MemberGap("u", "User", 1, false, null, "r1", false, null);

    for (MemberRemoval form : MemberRemoval.values()) {
      assertThat(JSON.writeText(PatchBody.removing(List.of(gap), form))).contains("r1");
    }
  }

  private static JsonObject json(String text) {
    return JSON.readObject(text.strip().getBytes(StandardCharsets.UTF_8));
  }

  private static String text(JsonObject operation) {
    var value = operation.get("value");
    return operation.text("op").orElseThrow()
        + " "
        + operation.text("path").orElseThrow()
        + (value == null ? "" : " " + JSON.writeText(value));
  }
}
