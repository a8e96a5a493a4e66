package dev.rollcall.projection.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordedRequestTest {
  @Test
  void what_is_decided_together_is_bounded_by_bytes() {
    assertThat(RecordedRequest.together(ofBytes(10, 10, 10), 25)).isEqualTo(2);
    assertThat(RecordedRequest.together(ofBytes(10, 10, 5), 25)).isEqualTo(3);
    assertThat(RecordedRequest.together(ofBytes(), 25)).isZero();
  }

  @Test
  void one_that_is_larger_than_that_is_decided_alone() {
    assertThat(RecordedRequest.together(ofBytes(30, 1), 25)).isEqualTo(1);
    assertThat(RecordedRequest.together(ofBytes(1, 30), 25)).isEqualTo(1);
  }

  private static List<RecordedRequest> ofBytes(int... bytes) {
    return IntStream.range(0, bytes.length)
        .mapToObj(
            i -> new RecordedRequest(0, i, -1, Instant.EPOCH, "acme", "r" + i, new byte[bytes[i]]))
        .toList();
  }
}
