package dev.rollcall.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.schemas.event.TenantId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rule that places a tenant can never change, so its results are written down here.
final class TopicsTest {

  @ParameterizedTest
  @CsvSource({
    "demo, 1, 0",
    "demo, 12, 4",
    "demo, 50, 2",
    "orchard-mill, 12, 1",
    "orchard-mill, 50, 19",
    "Orchard-Mill, 12, 1",
    "Orchard-Mill, 50, 25",
    "a, 12, 2",
    "a, 50, 10",
    "mühle, 12, 11",
    "mühle, 50, 5",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, 12, 11",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, 50, 35"
  })
  void a_tenant_stays_on_its_partition_for_ever(String tenant, int partitions, int partition) {
    assertThat(Topics.partitionOf(new TenantId(tenant), partitions)).isEqualTo(partition);
  }

  @Test
  void a_topic_without_partitions_is_a_bug_of_the_caller() {
    assertThatThrownBy(() -> Topics.partitionOf(new TenantId("demo"), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_topics_keep_their_names() {
    assertThat(Topics.REQUESTS).isEqualTo("rollcall.requests");
    assertThat(Topics.DECISIONS).isEqualTo("rollcall.decisions");
    assertThat(Topics.DEAD_LETTERS).isEqualTo("rollcall.deadletters");
    assertThat(Topics.UNDELIVERED).isEqualTo("rollcall.undelivered");
    assertThat(Topics.HEADER_INSTANCE).isEqualTo("rollcall-instance");
    assertThat(Topics.HEADER_REQUEST_ID).isEqualTo("rollcall-request-id");
    assertThat(Topics.HEADER_SURROUNDINGS).isEqualTo("rollcall-surroundings");
  }
}
