package dev.rollcall.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Command.BulkOperation;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Outcome.Performed;
import dev.rollcall.schemas.event.Outcome.PerformedOperation;
import dev.rollcall.schemas.event.Outcome.Quarantined;
import dev.rollcall.schemas.event.Outcome.Refused;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DecidedPartTest {
  private static final RequestId FIRST = new RequestId("r");
  private static final Outcome DONE =
      new Accepted(204, new ResourceRef("User", new ResourceId("u")), 2);
  private static final Outcome NOT_DONE = new Refused(404, null, "No.");

  @Test
  void of_a_request_that_is_no_part_no_part_is_decided() {
    var whole = new Bulk(0, List.of(operation()));
    assertThat(DecidedPart.of(whole, performed(DONE))).isEmpty();
  }

  @Test
  void behind_the_last_part_there_is_none() {
    assertThat(DecidedPart.of(part(1, 0, 0), performed(DONE, DONE)))
        .contains(new DecidedPart(FIRST, 1, 2, 25, 2, false));
    assertThat(DecidedPart.of(part(2, 0, 9), performed(NOT_DONE, DONE)))
        .contains(new DecidedPart(FIRST, 2, 2, 25, 2, true));
  }

  @Test
  void errors_are_counted_over_all_parts() {
    assertThat(isLast(part(1, 2, 1), performed(DONE, DONE))).isFalse();
    assertThat(isLast(part(1, 2, 1), performed(NOT_DONE))).isTrue();
  }

  @Test
  void of_what_could_not_be_decided_all_operations_count_as_errors() {
    var outcome = new Quarantined("Defect");
    assertThat(isLast(part(1, 0, 0), outcome)).isFalse();
    assertThat(isLast(part(1, 3, 1), outcome)).isTrue();
    assertThat(isLast(part(1, 4, 1), outcome)).isFalse();
  }

  @Test
  void nothing_follows_a_part_that_is_refused_as_one() {
    assertThat(isLast(part(1, 0, 0), NOT_DONE)).isTrue();
  }

  private static boolean isLast(Bulk bulk, Outcome outcome) {
    return DecidedPart.of(bulk, outcome).orElseThrow().last();
  }

  private static Bulk part(int number, int failOnErrors, int refusedBefore) {
    return new Bulk(
        failOnErrors,
        List.of(operation(), operation()),
        new BulkPart(FIRST, number, 2, 25, refusedBefore, "content", List.of()));
  }

  private static BulkOperation operation() {
    return new BulkOperation("DELETE", "/Users/u", null, null, JsonObject.EMPTY, null);
  }

  private static Outcome performed(Outcome... outcomes) {
    return new Performed(
        Stream.of(outcomes).map(it -> new PerformedOperation(0, "DELETE", null, it)).toList());
  }
}
