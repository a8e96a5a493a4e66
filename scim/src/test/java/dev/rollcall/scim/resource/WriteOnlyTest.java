package dev.rollcall.scim.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.patch.PatchEngine;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.scim.patch.PatchParser;
import dev.rollcall.scim.patch.Patched;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteOnlyTest {
  private static final String BODIES =
      """
      nothing to remove
        body: {"userName":"ann","title":"password"}
        gives: {"userName":"ann","title":"password"}
        removed: false
      the plain name
        body: {"userName":"ann","password":"s3cret"}
        gives: {"userName":"ann"}
      other letter case
        body: {"userName":"ann","PassWord":"s3cret"}
        gives: {"userName":"ann"}
      with the URN
        body: {"userName":"ann","URN:ietf:params:scim:schemas:core:2.0:User:Password":"s3cret"}
        gives: {"userName":"ann"}
      inside the base schema's URN
        body: {"userName":"ann","urn:ietf:params:scim:schemas:core:2.0:User":{"password":"s3cret","title":"T"}}
        gives: {"userName":"ann","urn:ietf:params:scim:schemas:core:2.0:User":{"title":"T"}}
      inside an extension that nobody knows
        body: {"userName":"ann","urn:x:y":{"deep":[{"password":{"value":"s3cret"}}]}}
        gives: {"userName":"ann","urn:x:y":{"deep":[{}]}}
      as a dotted name
        body: {"userName":"ann","password.value":"s3cret","user.password":"s3cret"}
        gives: {"userName":"ann"}
      twice, in two spellings
        body: {"password":"s3cret","PASSWORD":"s3cret","userName":"ann"}
        gives: {"userName":"ann"}
      null
        body: {"userName":"ann","password":null}
        gives: {"userName":"ann"}
      with blanks around and in wide letters
        body: {"userName":"ann"," password ":"s3cret","ｐassword":"s3cret"}
        gives: {"userName":"ann"}
      """;

  private static final String PATCHES =
      """
      nothing to remove
        body: {"Operations":[{"op":"replace","path":"emails[value eq \\"password\\"].value","value":"password"}]}
        gives: {"Operations":[{"op":"replace","path":"emails[value eq \\"password\\"].value","value":"password"}]}
        removed: false
      a path
        body: {"schemas":["p"],"Operations":[{"op":"Replace","path":"password","value":"s3cret"},{"op":"add","path":"title","value":"T"}]}
        gives: {"schemas":["p"],"Operations":[{"op":"remove","path":"password"},{"op":"add","path":"title","value":"T"}]}
      names and path in any letters, with the URN
        body: {"OPERATIONS":[{"OP":"Add","Path":" Urn:ietf:params:scim:schemas:core:2.0:user:PASSWORD ","VALUE":["s3cret"]}]}
        gives: {"OPERATIONS":[{"op":"remove","path":"password"}]}
      a path below it
        body: {"Operations":[{"op":"add","path":"password.value","value":"s3cret"},{"op":"add","path":"password[type eq \\"x\\"].value","value":"s3cret"}]}
        gives: {"Operations":[{"op":"remove","path":"password"},{"op":"remove","path":"password"}]}
      a filter on it
        body: {"Operations":[{"op":"remove","path":"emails[password eq \\"s3cret\\"]"}]}
        gives: {"Operations":[{"op":"remove","path":"password"}]}
      a value without path
        body: {"Operations":[{"op":"replace","value":{"title":"T","PASSWORD":"s3cret","urn:ietf:params:scim:schemas:core:2.0:User:password":"s3cret"}}]}
        gives: {"Operations":[{"op":"replace","value":{"title":"T"}}]}
      a value without path and without anything else
        body: {"Operations":[{"op":"replace","value":{"password":"s3cret"}}]}
        gives: {"Operations":[{"op":"remove","path":"password"}]}
      a value at the base schema's path
        body: {"Operations":[{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User","value":{"password":"s3cret","title":"T"}}]}
        gives: {"Operations":[{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User","value":{"title":"T"}}]}
      one operation that is no list
        body: {"Operations":{"op":"replace","path":"password","value":"s3cret"}}
        gives: {"Operations":{"op":"remove","path":"password"}}
      beside the operations
        body: {"password":"s3cret","Operations":[]}
        gives: {"Operations":[]}
      an operation that is a list
        body: {"Operations":[[{"op":"replace","path":"title","value":{"password":"s3cret"}}]]}
        gives: {"Operations":[[{"op":"replace","path":"title","value":{}}]]}
      """;

  @TestFactory
  Stream<DynamicTest> bodies() {
    return TextTable.tests(
        BODIES,
        row ->
            assertThat(WriteOnly.strip(StandardSchemas.USER_TYPE, row.object("body")))
                .isEqualTo(expected(row)));
  }

  @TestFactory
  Stream<DynamicTest> patches() {
    return TextTable.tests(
        PATCHES,
        row ->
            assertThat(WriteOnly.stripPatch(StandardSchemas.USER_TYPE, row.object("body")))
                .isEqualTo(expected(row)));
  }

  private static Stripped expected(TextTable.Row row) {
    return new Stripped(row.object("gives"), Boolean.parseBoolean(row.text("removed", "true")));
  }

  @Test
  void a_group_has_no_password_but_a_client_may_send_one() {
    JsonObject body = TextTable.json("{\"displayName\":\"G\",\"password\":\"s3cret\"}");
    assertThat(WriteOnly.strip(StandardSchemas.GROUP_TYPE, body).body())
        .isEqualTo(TextTable.json("{\"displayName\":\"G\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"op\":\"replace\",\"path\":\"password\",\"value\":\"s3cret\"}",
        "{\"op\":\"Add\",\"value\":{\"Password\":\"s3cret\"}}"
      })
  void what_is_left_of_a_password_patch_changes_nothing(String operation) {
    JsonObject patch =
        WriteOnly.stripPatch(
                StandardSchemas.USER_TYPE,
                TextTable.json(
                    "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],"
                        + "\"Operations\":["
                        + operation
                        + "]}"))
            .body();
    JsonObject user =
        TextTable.json(
            "{\"schemas\":[\"" + StandardSchemas.USER.urn() + "\"],\"userName\":\"ann\"}");
    for (Leniency leniency : List.of(Leniency.ALL, Leniency.STRICT)) {
      Result<Patched> patched =
          new PatchParser(PatchLimits.CLIENT)
              .parse(StandardSchemas.USER_TYPE, patch, leniency)
              .flatMap(operations ->
                  PatchEngine.apply(StandardSchemas.USER_TYPE, user, operations, leniency));
      assertThat(patched).isEqualTo(Result.ok(new Patched(user, false)));
    }
  }

  @Test
  void no_place_and_no_spelling_lets_a_password_through() {
    long seed = 20261124L;
    var random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      JsonObject body = JsonObject.of("Operations", JsonArray.of(hidden(random, 4)));
      String post = TextTable.print(WriteOnly.strip(StandardSchemas.USER_TYPE, body).body());
      String patch = TextTable.print(WriteOnly.stripPatch(StandardSchemas.USER_TYPE, body).body());
      assertThat(post + patch).as("seed %d, round %d: %s", seed, i, body).doesNotContain("s3cret");
    }
  }

  private static Json hidden(Random random, int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
      return JsonObject.of(spelling(random), new JsonString("s3cret"));
    }
    Json inner = hidden(random, depth - 1);
    return switch (random.nextInt(3)) {
      case 0 -> JsonArray.of(new JsonString("x"), inner);
      case 1 -> JsonObject.of("value", inner);
      default -> JsonObject.of("urn:ietf:params:scim:schemas:core:2.0:User", inner);
    };
  }

  private static String spelling(Random random) {
    var name = new StringBuilder();
    for (char c : "password".toCharArray()) {
      name.append(random.nextBoolean() ? c : Character.toUpperCase(c));
    }
    return switch (random.nextInt(4)) {
      case 0 -> "urn:ietf:params:scim:schemas:core:2.0:User:" + name;
      case 1 -> name + ".value";
      case 2 -> " " + name;
      default -> name.toString();
    };
  }
}
