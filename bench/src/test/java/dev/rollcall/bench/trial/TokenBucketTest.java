package dev.rollcall.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TokenBucketTest {
  private static final long SECOND = 1_000_000_000L;

  private final TokenBucket bucket = new TokenBucket(3, 3);

  @Test
  void a_full_bucket_gives_what_it_holds_and_then_says_when_to_come_again() {
    assertThat(bucket.take(5)).isZero();
    assertThat(bucket.take(5)).isZero();
    assertThat(bucket.take(5)).isZero();
    assertThat(bucket.take(5)).isEqualTo(1);
  }

  @Test
  void it_fills_as_time_goes_by_and_never_holds_more_than_its_size() {
    for (int i = 0; i < 3; i++) {
      bucket.take(0);
    }
    assertThat(bucket.take(SECOND / 4)).isEqualTo(1);
    assertThat(bucket.take(SECOND / 2)).isZero();
    long muchLater = 100 * SECOND;
    for (int i = 0; i < 3; i++) {
      assertThat(bucket.take(muchLater)).isZero();
    }
    assertThat(bucket.take(muchLater)).isEqualTo(1);
  }

  @Test
  void a_slow_bucket_names_more_than_a_second() {
    var slow = new TokenBucket(0.25, 1);
    slow.take(0);
    assertThat(slow.take(0)).isEqualTo(4);
    assertThat(slow.take(2 * SECOND)).isEqualTo(2);
  }
}
