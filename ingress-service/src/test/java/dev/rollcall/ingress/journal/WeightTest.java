package dev.rollcall.ingress.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.JsonObject;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WeightTest {
  private static final Command ONE =
      new Command.DeleteResource("User", new ResourceId("ann"), List.of());

  @Test
  void a_request_of_common_size_weighs_one_and_a_large_one_more() {
    assertThat(Weight.of(ONE, 1_200)).isOne();
    // A PATCH with 1,000 members.
    assertThat(Weight.of(ONE, 50_000)).isEqualTo(7);
  }

  @Test
  void a_bulk_request_weighs_as_many_as_its_operations() {
    var operation =
        new Command.BulkOperation("DELETE", "/Users/ann", null, null, JsonObject.EMPTY, null);
    assertThat(Weight.of(new Command.Bulk(0, Collections.nCopies(1_000, operation)), 100_000))
        .isEqualTo(1_000);
    assertThat(Weight.of(new Command.Bulk(0, List.of(operation)), 500_000)).isEqualTo(62);
  }
}
