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
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BulkCutTest {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.CLIENT);

  @Test
  void what_is_no_larger_than_a_part_is_one() {
    assertThat(cut(users(3))).containsExactly(new Part(0, 3, Set.of()));
    assertThat(cut(List.of())).containsExactly(new Part(0, 0, Set.of()));
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
  void a_part_says_to_which_operations_before_it_it_refers() {
    var operations =
        Stream.of(
                users(4).stream(),
                Stream.of(group("g", "u0", "u3"), join("bulkId:g", "u1"), user("x")))
            .flatMap(it -> it)
            .toList();
    assertThat(cut(operations))
        .containsExactly(
            new Part(0, 3, Set.of()), new Part(3, 6, Set.of("u0", "u1")), new Part(6, 7, Set.of()));
  }

  @Test
  void no_operation_refers_to_one_of_a_later_part() {
    assertThat(
            ends(List.of(user("a"), group("g", "e"), user("c"), user("d"), user("e"), user("f"))))
        .containsExactly(1, 5, 6);
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
  void an_operation_may_refer_to_itself() {
    assertThat(ends(List.of(managed("a", "a"), user("b"), user("c"), user("d"))))
        .containsExactly(3, 4);
  }

  @Test
  void the_largest_request_is_cut_in_time_that_grows_with_it() {
    List<BulkOperation> operations =
        Stream.concat(
                users(500).stream(),
                IntStream.range(0, 500).mapToObj(it -> group("g" + it, "u" + it, "u" + (499 - it))))
            .toList();
    long began = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      assertThat(BulkCut.of(SchemaRegistry.standard(), operations, new Size(25, 65_536), _ -> 500))
          .hasSize(40);
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
