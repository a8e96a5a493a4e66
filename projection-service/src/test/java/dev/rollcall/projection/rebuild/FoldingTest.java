package dev.rollcall.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.projection.rebuild.Folding.Amount;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class FoldingTest {
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final long MEGABYTE = 1L << 20;

  private final Folding begun = Folding.begun(NOON);

  @Test
  void nothing_is_reckoned_before_anything_is_folded() {
    assertThat(begun.perSecond()).isZero();
    assertThat(begun.left()).isEqualTo(Duration.ZERO);
  }

  @Test
  void ninety_small_decisions_say_little_of_ten_bulk_requests_behind_them() {
    Folding half = after(10, new Amount(90, 100), new Amount(MEGABYTE, 11 * MEGABYTE));
    assertThat(half.perSecond()).isEqualTo(9);
    assertThat(half.left()).isEqualTo(Duration.ofSeconds(100));
  }

  @Test
  void and_bulk_requests_say_little_of_small_ones() {
    Folding half = after(100, new Amount(10, 100), new Amount(10 * MEGABYTE, 11 * MEGABYTE));
    assertThat(half.left()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void where_more_was_decided_meanwhile_than_was_weighed_its_number_counts() {
    Folding late = after(10, new Amount(100, 150), new Amount(MEGABYTE, MEGABYTE / 2));
    assertThat(late.left()).isEqualTo(Duration.ofSeconds(5));
    assertThat(after(10, new Amount(150, 150), new Amount(MEGABYTE, 2 * MEGABYTE)).left())
        .isEqualTo(Duration.ZERO);
  }

  @Test
  void what_an_earlier_work_folded_makes_this_one_no_faster() {
    Folding rollback = begun.weighed(1_000, 10 * MEGABYTE).folded(1_000, 1_100, 0, NOON);
    assertThat(rollback.perSecond()).isZero();
    assertThat(rollback.folded(1_050, 1_100, MEGABYTE, NOON.plusSeconds(5)).perSecond())
        .isEqualTo(10);
  }

  @Test
  void a_total_that_is_not_known_anew_stays() {
    Folding half = after(10, new Amount(90, 100), Amount.NONE);
    assertThat(half.folded(95, -1, 0, NOON).decisions()).isEqualTo(new Amount(95, 100));
  }

  private Folding after(int seconds, Amount decisions, Amount bytes) {
    return begun
        .weighed(0, bytes.total())
        .folded(decisions.done(), decisions.total(), bytes.done(), NOON.plusSeconds(seconds));
  }
}
