package dev.rollcall.scim.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.Command.BulkOperation;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.bulk.BulkCut.Part;
import dev.rollcall.scim.bulk.BulkCut.Size;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BulkCutTest {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.CLIENT);

  @Test
  void what_is_no_larger_than_a_part_is_one() {
    assertThat(cut(users(3))).containsExactly(new Part(0, 3));
    assertThat(cut(List.of())).containsExactly(new Part(0, 0));
  }

  @Test
  void parts_have_as_many_operations_as_they_may() {
    assertThat(ends(users(7))).containsExactly(3, 6, 7);
    assertThat(ends(users(6))).containsExactly(3, 6);
  }

  @Test
  void parts_have_as_many_bytes_as_they_may_and_one_operation_at_least() {
    var sizes = List.of(40, 40, 30, 10, 200, 10);
    List<BulkOperation> operations = users(6);
    List<Part> parts =
        BulkCut.of(
            SchemaRegistry.standard(),
            operations,
            new Size(10, 100),
            it -> sizes.get(operations.indexOf(it)));
    assertThat(parts).extracting(Part::to).containsExactly(2, 4, 5, 6);
  }

  @Test
  void no_operation_refers_to_one_of_another_part() {
    assertThat(
            ends(List.of(user("a"), group("g", "e"), user("c"), user("d"), user("e"), user("f"))))
        .containsExactly(1, 5, 6);
    assertThat(
            ends(
                List.of(
                    user("a"),
                    user("b"),
                    user("c"),
                    user("d"),
                    group("g", "b"),
                    join("bulkId:g", "d"),
                    user("x"),
                    user("y"))))
        .containsExactly(1, 6, 8);
  }

  @Test
  void circles_stay_together_also_where_they_reach_into_each_other() {
    assertThat(
            ends(
                List.of(
                    managed("a", "c"),
                    managed("b", "e"),
                    managed("c", "a"),
                    user("d"),
                    managed("e", "b"),
                    user("f"))))
        .containsExactly(5, 6);
  }

  @Test
  void what_only_looks_like_a_reference_keeps_nothing_together() {
    var named =
        new BulkOperation(
            "POST",
            "/Users",
            "a",
            null,
            json("{'userName':'a','displayName':'bulkId:f'}"),
            new ResourceId("id-a"));
    assertThat(ends(List.of(named, user("b"), user("c"), user("d"), user("e"), user("f"))))
        .containsExactly(3, 6);
  }

  @Test
  void whatever_may_take_somebody_away_stays_together() {
    assertThat(
            ends(
                List.of(
                    user("a"),
                    user("b"),
                    delete("u1"),
                    user("c"),
                    user("d"),
                    patch("u2", "{'op':'replace','path':'active','value':false}"),
                    user("e"))))
        .containsExactly(2, 6, 7);
    assertThat(ends(List.of(delete("u1"), user("b"), user("c"), user("d")))).containsExactly(3, 4);
  }

  @Test
  void what_takes_nobody_away_is_cut() {
    assertThat(
            ends(
                List.of(
                    patch("u1", "{'op':'replace','path':'displayName','value':'x'}"),
                    patch("u2", "{'op':'Remove','path':'phoneNumbers[type eq \\'fax\\'].value'}"),
                    patch("u3", "{'op':'add','value':{'nickName':'x','name':{'givenName':'y'}}}"),
                    patch("u4", "{'op':'replace','path':'name.familyName','value':'x'}"),
                    join("g1", "u1"),
                    toGroup("g1", "{'op':'replace','path':'displayName','value':'x'}"),
                    toGroup("g2", "{'op':'add','value':{'members':[{'value':'u1'}]}}"))))
        .containsExactly(3, 6, 7);
  }

  @Test
  void what_a_scope_may_ask_for_stays_together() {
    for (BulkOperation taking :
        List.of(
            patch("u1", "{'op':'replace','path':'title','value':'x'}"),
            patch("u1", "{'op':'replace','value':{'displayName':'x','active':false}}"),
            patch("u1", "{'op':'replace','value':'x'}"),
            toGroup("g1", "{'op':'remove','path':'members[value eq \\'u1\\']'}"),
            toGroup("g1", "{'op':'replace','path':'members','value':[{'value':'u1'}]}"),
            toGroup("g1", "{'op':'replace','value':{'members':[]}}"),
            new BulkOperation("PUT", "/Users/u1", null, null, json("{'userName':'x'}"), null))) {
      assertThat(ends(List.of(taking, user("b"), user("c"), user("d"), taking)))
          .as(taking.toString())
          .containsExactly(5);
    }
  }

  @Test
  void an_operation_may_refer_to_itself() {
    assertThat(ends(List.of(managed("a", "a"), user("b"), user("c"), user("d"))))
        .containsExactly(3, 4);
  }

  @Test
  void the_largest_request_is_cut_in_time_that_grows_with_it() {
    List<BulkOperation> operations =
        IntStream.range(0, 500)
            .boxed()
            .flatMap(it -> Stream.of(user("u" + it), group("g" + it, "u" + it)))
            .toList();
    long began = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      assertThat(BulkCut.of(SchemaRegistry.standard(), operations, new Size(25, 65_536), _ -> 500))
          .hasSize(42);
    }
    // About 5 ms each; what looks through all operations for each takes a second.
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
  }

  private static List<Integer> ends(List<BulkOperation> operations) {
    return cut(operations).stream().map(Part::to).toList();
  }

  private static List<Part> cut(List<BulkOperation> operations) {
    return BulkCut.of(SchemaRegistry.standard(), operations, new Size(3, 1_000_000), _ -> 1);
  }

  private static List<BulkOperation> users(int count) {
    return IntStream.range(0, count).mapToObj(it -> user("u" + it)).toList();
  }

  private static BulkOperation user(String name) {
    return post("/Users", name, "{'userName':'" + name + "'}");
  }

  private static BulkOperation managed(String name, String manager) {
    return post("/Users", name, "{'userName':'" + name + "','manager':'bulkId:" + manager + "'}");
  }

  private static BulkOperation group(String name, String... members) {
    var all = Stream.of(members).map(it -> "{'value':'bulkId:" + it + "'}").toList();
    return post("/Groups", name, "{'displayName':'" + name + "','members':" + all + "}");
  }

  private static BulkOperation join(String group, String member) {
    return new BulkOperation(
        "PATCH",
        "/Groups/" + group,
        null,
        null,
        json(
            "{'Operations':[{'op':'Add','path':'members','value':[{'value':'bulkId:"
                + member
                + "'}]}]}"),
        null);
  }

  private static BulkOperation patch(String user, String operation) {
    return new BulkOperation(
        "PATCH", "/Users/" + user, null, null, json("{'Operations':[" + operation + "]}"), null);
  }

  private static BulkOperation toGroup(String group, String operation) {
    return new BulkOperation(
        "PATCH", "/Groups/" + group, null, null, json("{'Operations':[" + operation + "]}"), null);
  }

  private static BulkOperation delete(String user) {
    return new BulkOperation("DELETE", "/Users/" + user, null, null, JsonObject.EMPTY, null);
  }

  private static BulkOperation post(String path, String bulkId, String data) {
    return new BulkOperation(
        "POST", path, bulkId, null, json(data), new ResourceId("id-" + bulkId));
  }

  private static JsonObject json(String text) {
    return JSON.readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
