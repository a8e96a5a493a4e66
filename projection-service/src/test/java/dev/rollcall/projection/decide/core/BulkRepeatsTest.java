package dev.rollcall.projection.decide.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.projection.decide.core.Judgement.Decided;
import dev.rollcall.schemas.event.BulkPart;
import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Command.BulkOperation;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Outcome.Performed;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Repeats of bulk requests that were recorded in parts, perhaps not all of them, and cut
/// otherwise.
final class BulkRepeatsTest {
  private final Directory directory = new Directory();

  /// The request that is repeated here; its first part makes a group, the others change it.
  private final Asked asked =
      new Asked(
          create("/Groups", "g", "{'displayName':'G','members':[{'value':'u0'}]}"),
          create("/Users", "a", "{'userName':'ann'}"),
          create("/Users", "b", "{'userName':'bob'}"),
          delete("/Users/u0"),
          create("/Users", "c", "{'userName':'cid'}"),
          join("known", "u9"));

  BulkRepeatsTest() {
    directory.when(Directory.createUser("u0", "zoe"));
    directory.when(Directory.createUser("u9", "yan"));
    directory.when(Directory.createGroup("known", "Known"));
  }

  @Test
  void a_repeat_is_answered_as_the_first_where_a_later_part_changed_what_an_earlier_one_made() {
    List<String> first = asked.inParts("r0", 2, List.of());
    assertThat(first)
        .containsExactly(
            "201 g-r0 1", "201 a-r0 1", "201 b-r0 1", "204 u0 2", "201 c-r0 1", "200 known 2");
    assertThat(asked.inParts("r1", 2, List.of("r0"))).isEqualTo(first);
    assertThat(asked.inParts("r2", 4, List.of("r0", "r1"))).isEqualTo(first);
    assertThat(asked.inParts("r3", 6, List.of("r0", "r1", "r2"))).isEqualTo(first);
    assertThat(asked.factsOf("r1", "r2", "r3")).isEmpty();
  }

  @Test
  void a_repeat_goes_on_where_the_first_ended() {
    List<String> first = asked.parts("r0", 2, List.of(), 1);
    assertThat(asked.inParts("r1", 4, List.of("r0")))
        .startsWith(first.toArray(String[]::new))
        .endsWith("201 b-r1 1", "204 u0 2", "201 c-r1 1", "200 known 2");
  }

  @Test
  void a_repeat_knows_what_was_done_by_several_before_it() {
    asked.parts("r0", 2, List.of(), 1);
    asked.parts("r1", 4, List.of("r0"), 1);
    List<String> last = asked.inParts("r2", 6, List.of("r0", "r1"));
    assertThat(last)
        .containsExactly(
            "201 g-r0 1", "201 a-r0 1", "201 b-r1 1", "204 u0 2", "201 c-r2 1", "200 known 2");
    assertThat(asked.inParts("r3", 3, List.of("r0", "r1", "r2"))).isEqualTo(last);
  }

  @Test
  void of_several_the_one_counts_that_was_not_refused() {
    List<String> first = asked.inParts("r0", 2, List.of());
    // Did not know of the first, as if another instance had recorded it.
    asked.inParts("r1", 2, List.of());
    assertThat(asked.inParts("r2", 2, List.of("r0", "r1")).subList(1, 6))
        .isEqualTo(first.subList(1, 6));
  }

  @Test
  void what_somebody_else_changed_since_is_done_again() {
    asked.inParts("r0", 2, List.of());
    directory.when(Directory.delete("User", "b-r0"));
    assertThat(asked.inParts("r1", 2, List.of("r0")))
        .containsExactly(
            "201 g-r0 1", "201 a-r0 1", "201 b-r1 1", "404", "201 c-r0 1", "200 known 2");
  }

  @Test
  void a_keyed_repeat_is_answered_as_the_first_however_it_is_cut() {
    asked.key = "key";
    List<String> first = asked.inParts("r0", 2, List.of());
    assertThat(asked.inParts("r1", 3, List.of())).isEqualTo(first);
    assertThat(asked.inParts("r2", 6, List.of())).isEqualTo(first);
    assertThat(new Asked(delete("/Users/u9")).keyed("key").inParts("r3", 1, List.of()))
        .containsExactly("422");
  }

  @Test
  void as_many_errors_as_the_client_bears_end_a_repeat_where_they_ended_the_first() {
    var bearing =
        new Asked(
            create("/Users", "a", "{'userName':'ann'}"),
            delete("/Users/nobody"),
            create("/Users", "b", "{'userName':'bob'}"),
            delete("/Users/nobody"),
            create("/Users", "c", "{'userName':'cid'}"));
    bearing.failOnErrors = 2;
    List<String> first = bearing.inParts("r0", 2, List.of());
    assertThat(first).containsExactly("201 a-r0 1", "404", "201 b-r0 1", "404");
    assertThat(bearing.inParts("r1", 5, List.of("r0"))).isEqualTo(first);
  }

  /// A request that may be sent several times.
  private final class Asked {
    private final List<BulkOperation> operations;
    private final List<List<Fact>> facts = new ArrayList<>();
    private final List<String> recorded = new ArrayList<>();
    private int failOnErrors;
    private @Nullable String key;

    private Asked(BulkOperation... operations) {
      this.operations = List.of(operations);
    }

    private Asked keyed(String other) {
      key = other;
      return this;
    }

    private List<String> inParts(String id, int size, List<String> repeats) {
      return parts(id, size, repeats, Integer.MAX_VALUE);
    }

    /// Records the first parts and returns the answers of their operations.
    private List<String> parts(String id, int size, List<String> repeats, int most) {
      var answers = new ArrayList<String>();
      int of = (operations.size() + size - 1) / size;
      var first = new RequestId(id);
      int refused = 0;
      for (int number = 1; number <= Math.min(of, most); number++) {
        int from = (number - 1) * size;
        var part =
            new BulkPart(
                first,
                number,
                of,
                from,
                refused,
                operations.toString(),
                repeats.stream().map(RequestId::new).toList());
        var sent = new ArrayList<BulkOperation>();
        for (BulkOperation it :
            operations.subList(from, Math.min(from + size, operations.size()))) {
          sent.add(
              it.bulkId() == null
                  ? it
                  : new BulkOperation(
                      it.method(),
                      it.path(),
                      it.bulkId(),
                      null,
                      it.data(),
                      new ResourceId(it.bulkId() + "-" + id)));
        }
        Decided decided =
            directory.when(BulkPart.id(first, number), new Bulk(failOnErrors, sent, part), key);
        facts.add(decided.facts());
        recorded.add(id);
        if (!(decided.outcome() instanceof Performed performed)) {
          answers.add(Integer.toString(decided.outcome().status()));
          break;
        }
        for (var it : performed.operations()) {
          answers.add(
              it.outcome() instanceof Accepted(int status, var resource, long version)
                  ? status + " " + resource.id().value() + " " + version
                  : Integer.toString(it.outcome().status()));
          refused += it.outcome() instanceof Accepted ? 0 : 1;
        }
        if (performed.operations().size() < sent.size()) {
          break;
        }
      }
      return answers;
    }

    private List<Fact> factsOf(String... ids) {
      var all = new ArrayList<Fact>();
      for (int i = 0; i < facts.size(); i++) {
        if (Arrays.asList(ids).contains(recorded.get(i))) {
          all.addAll(facts.get(i));
        }
      }
      return all;
    }
  }

  private static BulkOperation create(String path, String bulkId, String data) {
    return new BulkOperation("POST", path, bulkId, null, Directory.json(data), new ResourceId("x"));
  }

  private static BulkOperation delete(String path) {
    return new BulkOperation("DELETE", path, null, null, JsonObject.EMPTY, null);
  }

  private static BulkOperation join(String group, String member) {
    return new BulkOperation(
        "PATCH",
        "/Groups/" + group,
        null,
        null,
        Directory.json(
            "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':["
                + "{'op':'add','path':'members','value':[{'value':'"
                + member
                + "'}]}]}"),
        null);
  }
}
