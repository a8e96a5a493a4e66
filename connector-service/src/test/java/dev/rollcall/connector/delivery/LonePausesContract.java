package dev.rollcall.connector.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.TroubleStore.Pauser;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.Judgement;
import dev.rollcall.connector.delivery.core.Judgement.Past;
import dev.rollcall.connector.delivery.core.Verdict;
import dev.rollcall.connector.delivery.core.Verdict.Parked;
import dev.rollcall.connector.delivery.core.Verdict.TargetPaused;
import dev.rollcall.schemas.event.ResourceRef;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What is said of pauses that single resources cause, whatever they are kept in.
abstract class LonePausesContract {
  static final LaneRef LANE = new LaneRef("crm", "acme", false, "f");
  static final Instant UNTIL = Instant.parse("2026-11-24T10:00:00Z");
  static final ResourceRef POISON = Facts.user("poison");
  static final ResourceRef OTHER = Facts.user("other");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// When the run of failures of each resource began.
  private final Map<ResourceRef, Instant> runs = new HashMap<>();

  private int begun;

  /// One process.
  final class Instance {
    private final Successes successes = new Successes(() -> true, store());
    private final LonePauses pauses = new LonePauses(store(), successes);

    void acted(ResourceRef resource) {
      runs.remove(resource);
      successes.count(LANE.targetId());
    }

    void tells() {
      var _ = successes.tell().block(PATIENCE);
    }

    void read(ResourceRef resource) {
      var _ = pauses.read(LANE, resource).block(PATIENCE);
    }

    boolean isLoneRead(ResourceRef resource) {
      return Objects.requireNonNull(pauses.isLoneRead(LANE, resource).block(PATIENCE));
    }

    Verdict paused(ResourceRef resource) {
      return judged(resource, new TargetPaused(UNTIL, FailureKind.SERVER_ERROR));
    }

    Verdict judged(ResourceRef resource, Verdict verdict) {
      Instant run = runs.computeIfAbsent(resource, _ -> UNTIL.plusSeconds(begun++));
      return Objects.requireNonNull(
          pauses
              .judged(new Pauser(LANE, resource, run), new Past(0, null), verdict)
              .block(PATIENCE));
    }
  }

  abstract TroubleStore store();

  @Test
  void what_alone_stops_the_target_is_parked_when_it_did_so_often_enough() {
    var it = new Instance();
    for (int pause = 1; pause < Judgement.LONE_PAUSES_MAX; pause++) {
      assertThat(it.paused(POISON)).isInstanceOf(TargetPaused.class);
      it.acted(OTHER);
    }

    assertThat(it.paused(POISON)).isEqualTo(new Parked(1, FailureKind.SERVER_ERROR, UNTIL));
    // Whoever is let go by a person begins anew.
    assertThat(it.paused(POISON)).isInstanceOf(TargetPaused.class);
  }

  @Test
  void each_instance_goes_on_where_another_one_was_also_where_that_is_gone() {
    var serving = new Instance();
    for (int pause = 1; pause < Judgement.LONE_PAUSES_MAX; pause++) {
      assertThat(new Instance().paused(POISON)).isInstanceOf(TargetPaused.class);
      serving.acted(OTHER);
      serving.tells();
    }

    assertThat(new Instance().paused(POISON)).isInstanceOf(Parked.class);
  }

  @Test
  void what_an_instance_has_not_told_yet_is_told_with_its_next_pause() {
    var one = new Instance();
    var two = new Instance();
    for (int pause = 1; pause < Judgement.LONE_PAUSES_MAX; pause++) {
      assertThat(one.paused(POISON)).isInstanceOf(TargetPaused.class);
      one.acted(OTHER);
      assertThat(two.paused(Facts.user("also-" + pause))).isInstanceOf(TargetPaused.class);
      for (int act = 0; act < 8; act++) {
        two.acted(OTHER);
      }
    }
    assertThat(two.paused(POISON)).isInstanceOf(Parked.class);
  }

  @Test
  void while_nobody_goes_through_the_trouble_is_the_targets() {
    var one = new Instance();
    var two = new Instance();
    for (int pause = 0; pause < 3 * Judgement.LONE_PAUSES_MAX; pause++) {
      assertThat((pause % 2 == 0 ? one : two).paused(POISON)).isInstanceOf(TargetPaused.class);
    }
  }

  @Test
  void whoever_goes_through_in_between_is_no_poison() {
    var it = new Instance();
    for (int pause = 0; pause < 3 * Judgement.LONE_PAUSES_MAX; pause++) {
      assertThat(it.paused(POISON)).isInstanceOf(TargetPaused.class);
      it.acted(POISON);
      it.acted(OTHER);
    }
  }

  @Test
  void too_much_at_once_is_nobodys_fault() {
    var it = new Instance();
    var tooMuch = new TargetPaused(UNTIL, FailureKind.THROTTLED);
    for (int pause = 0; pause < 3 * Judgement.LONE_PAUSES_MAX; pause++) {
      assertThat(it.judged(POISON, tooMuch)).isEqualTo(tooMuch);
      it.acted(OTHER);
    }
  }

  @Test
  void two_that_are_poison_are_parked_both_where_many_go_through() {
    var it = new Instance();
    var parked = new HashSet<ResourceRef>();
    for (int round = 0; round < 2 * Judgement.LONE_PAUSES_MAX; round++) {
      for (ResourceRef poison : List.of(POISON, OTHER)) {
        if (!parked.contains(poison) && it.paused(poison) instanceof Parked) {
          parked.add(poison);
        }
        for (int act = 0; act < 5; act++) {
          it.acted(Facts.user("good-" + act));
        }
      }
    }
    assertThat(parked).containsExactlyInAnyOrder(POISON, OTHER);
  }

  @Test
  void what_is_never_read_while_others_are_is_told_from_the_target() {
    var one = new Instance();
    var two = new Instance();
    for (int pause = 1; pause < Judgement.LONE_PAUSES_MAX; pause++) {
      Instance it = pause % 2 == 0 ? one : two;
      assertThat(it.isLoneRead(POISON)).isFalse();
      one.read(OTHER);
      two.read(OTHER);
    }

    assertThat(one.isLoneRead(POISON)).isTrue();
    two.read(OTHER);
    assertThat(two.isLoneRead(POISON)).as("as long as it is not read").isTrue();
    one.read(POISON);
    one.read(OTHER);
    assertThat(one.isLoneRead(POISON)).isFalse();
  }

  @Test
  void a_read_is_told_from_the_target_also_by_what_else_is_done() {
    var it = new Instance();
    for (int pause = 1; pause < Judgement.LONE_PAUSES_MAX; pause++) {
      assertThat(it.isLoneRead(POISON)).isFalse();
      it.acted(OTHER);
      it.tells();
    }

    assertThat(it.isLoneRead(POISON)).isTrue();
  }

  @Test
  void while_nothing_is_read_the_trouble_is_the_targets() {
    var it = new Instance();
    for (int pause = 0; pause < 3 * Judgement.LONE_PAUSES_MAX; pause++) {
      assertThat(it.isLoneRead(pause % 2 == 0 ? POISON : OTHER)).isFalse();
    }
  }

  /// Whoever is read well and fails at each change would be its own witness.
  @Test
  void reads_say_nothing_of_changes() {
    var it = new Instance();
    for (int pause = 0; pause < 3 * Judgement.LONE_PAUSES_MAX; pause++) {
      assertThat(it.paused(POISON)).isInstanceOf(TargetPaused.class);
      it.read(OTHER);
      assertThat(it.isLoneRead(Facts.user("u" + pause))).isFalse();
    }
  }
}
