package dev.rollcall.e2e.crash.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.crash.core.Asked;
import dev.rollcall.e2e.crash.core.Told;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.bulk.BulkRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The bulk requests of a client are as its checker wants them, and as a server reads them.
class BulksTest {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final List<String> PEOPLE =
      IntStream.range(0, 20).mapToObj(it -> "u" + it).toList();

  @Test
  void some_are_large_and_each_is_about_a_resource_once() {
    var titles = new ArrayList<String>();
    var bulks =
        new Bulks(
            "north-1",
            new Random(1),
            () -> {
              titles.add("title " + titles.size());
              return titles.getLast();
            });
    int largest = 0;
    for (int i = 0; i < 40; i++) {
      Bulk bulk = bulks.next(PEOPLE, "g1");
      List<String> about =
          bulk.operations().stream()
              .map(it ->
                  it instanceof Asked.Create create
                      ? create.name()
                      : Objects.requireNonNull(it.about()))
              .toList();
      assertThat(about).doesNotHaveDuplicates().hasSize(bulk.operations().size());
      largest = Math.max(largest, bulk.operations().size());
      assertThat(BulkRequest.parse(sent(bulk))).isInstanceOf(Result.Ok.class);
    }
    assertThat(largest).isGreaterThan(25);
  }

  @Test
  void the_answer_says_of_each_operation_what_became_of_it() {
    var bulk =
        new Bulk(
            "x",
            List.of(
                new Asked.Create("User", "zoe", "z1"),
                new Asked.Retitle("u1", "z2"),
                new Asked.Join("g1", "bulkId:x.0"),
                new Asked.Retitle("u2", "z3")));
    JsonObject answer =
        JSON.readObject(
            """
            {"Operations": [
              {"method": "PATCH", "bulkId": "x.1", "location": "https://a/Users/u1", "status": "404"},
              {"method": "POST", "bulkId": "x.0", "location": "https://a/Users/u9",
               "version": "W/\\"3\\"", "status": "201"},
              {"method": "PATCH", "bulkId": "x.2", "location": "https://a/Groups/g1", "status": "500"}
            ]}\
            """
                .getBytes(StandardCharsets.UTF_8));
    assertThat(BulkTold.of(bulk, "r1", answer))
        .containsExactly(
            new Told.Ok(201, "r1", "u9", 3),
            new Told.Refused(404, "r1"),
            new Told.Unknown("500", "r1", false),
            new Told.Unknown("left out", "r1", false));
  }

  @Test
  void a_repeat_is_sent_as_the_first_was() {
    Bulk bulk = new Bulks("north-1", new Random(1), () -> "title").next(PEOPLE, "g1");
    assertThat(sent(bulk)).isEqualTo(sent(bulk));
    assertThat(sent(bulk).get("Operations"))
        .isInstanceOfSatisfying(
            JsonArray.class,
            it ->
                assertThat(last(it).text("bulkId"))
                    .contains(bulk.operation(it.elements().size() - 1)));
  }

  private static JsonObject last(JsonArray array) {
    return (JsonObject) array.elements().getLast();
  }

  private static JsonObject sent(Bulk bulk) {
    return Objects.requireNonNull(Messages.of(bulk).body());
  }
}
