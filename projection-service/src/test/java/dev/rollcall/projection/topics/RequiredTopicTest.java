package dev.rollcall.projection.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import org.junit.jupiter.api.Test;

class RequiredTopicTest {
  private final RequiredTopic requests = RequiredTopic.all(12, (short) 3).getFirst();

  @Test
  void a_topic_as_required_has_no_fault() {
    assertThat(requests.fault(12, requests.settings())).isEmpty();
  }

  @Test
  void a_replicated_topic_needs_two_in_sync() {
    assertThat(requests.settings()).containsEntry("min.insync.replicas", "2");
  }

  @Test
  void a_log_that_would_be_trimmed_is_named() {
    var actual = new HashMap<>(requests.settings());
    actual.put("retention.ms", "604800000");
    assertThat(requests.fault(12, actual))
        .contains("Topic rollcall.requests has retention.ms=604800000 instead of -1");
  }

  @Test
  void another_number_of_partitions_would_move_tenants() {
    assertThat(requests.fault(6, requests.settings()))
        .contains("Topic rollcall.requests has 6 partitions instead of 12 (TOPIC_PARTITIONS)");
  }
}
