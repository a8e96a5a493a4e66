package dev.rollcall.projection.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.projection.decide.DecisionRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelayLaneTest {
  private static final DecisionStore.Chunk CHUNK = new DecisionStore.Chunk(3, Integer.MAX_VALUE);

  private final FakeLog log = new FakeLog();
  private final FakeStore store = new FakeStore();

  @Test
  void a_level_lane_appends_what_is_committed_at_once() {
    RelayLane lane = levelAt(1);
    commit(lane, 1, 2);
    assertThat(log.appended).containsExactly(1L, 2L);
    assertThat(lane.backlog()).isEqualTo(2);
    log.acknowledgeAll();
    assertThat(lane.backlog()).isZero();
  }

  @Test
  void what_the_log_lacks_is_appended_first_and_in_order() {
    store.holds(1, 7);
    log.appended.addAll(List.of(1L, 2L));
    var lane = new RelayLane(0, 8, 0, log);
    commit(lane, 8);

    drive(lane);

    assertThat(log.appended).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    commit(lane, 9);
    assertThat(log.appended).endsWith(8L, 9L);
  }

  @Test
  void nothing_passes_a_record_that_failed_and_it_is_appended_again() {
    RelayLane lane = levelAt(1);
    log.refuseFrom = 2;
    commit(lane, 1, 2, 3);
    commit(lane, 4);
    log.acknowledgeAll();
    assertThat(log.appended).containsExactly(1L);

    log.refuseFrom = Long.MAX_VALUE;
    drive(lane);

    assertThat(log.appended).containsExactly(1L, 2L, 3L, 4L);
    assertThat(lane.isLevel()).isTrue();
  }

  @Test
  void nothing_is_appended_again_while_something_is_on_its_way() {
    RelayLane lane = levelAt(1);
    commit(lane, 1);
    log.refuseFrom = 2;
    commit(lane, 2);
    log.refuseFrom = Long.MAX_VALUE;

    assertThat(lane.catchUp(store, CHUNK)).isFalse();
    log.acknowledgeAll();
    drive(lane);

    assertThat(log.appended).containsExactly(1L, 2L);
  }

  @Test
  void a_lane_that_never_gets_level_has_a_backlog_that_grows() {
    var lane = new RelayLane(0, 1, 0, log);
    commit(lane, 1);
    commit(lane, 2);
    assertThat(lane.backlog()).isEqualTo(2);
  }

  @Test
  void a_late_repeat_behind_newer_ones_is_not_taken_for_the_end_of_the_log() {
    store.holds(1, 5);
    log.appended.addAll(List.of(1L, 2L, 3L, 4L, 1L));
    var lane = new RelayLane(0, 6, 0, log);

    drive(lane);

    assertThat(log.appended).containsExactly(1L, 2L, 3L, 4L, 1L, 5L);
  }

  @Test
  void a_log_that_has_more_than_the_store_is_an_error() {
    log.appended.addAll(List.of(1L, 2L, 3L));
    var lane = new RelayLane(0, 2, 0, log);
    assertThatThrownBy(() -> lane.catchUp(store, CHUNK)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_log_that_was_made_anew_gets_everything_from_the_store_once_somebody_says_so() {
    RelayLane lane = levelAt(1);
    commit(lane, 1, 2, 3);
    log.acknowledgeAll();
    log.appended.clear();

    lane.askAgain();
    commit(lane, 4);
    drive(lane);

    assertThat(log.appended).containsExactly(1L, 2L, 3L, 4L);
    assertThat(lane.stopped()).isEmpty();
  }

  @Test
  void a_log_that_was_made_anew_while_it_was_written_to_stops_the_lane() {
    RelayLane lane = levelAt(1);
    commit(lane, 1, 2, 3);
    log.acknowledgeAll();
    log.appended.clear();

    commit(lane, 4);
    log.acknowledgeAll();
    commit(lane, 5);
    lane.askAgain();
    drive(lane);

    assertThat(log.appended).containsExactly(4L);
    assertThat(lane.stopped()).get().asString().contains("decision 4 stands at offset 0");
  }

  @Test
  void a_log_that_went_backwards_stops_the_lane_also_where_repeats_hide_it() {
    log.appended.addAll(List.of(1L, 2L, 1L, 2L, 1L, 2L));
    RelayLane lane = levelAt(3);
    commit(lane, 3);
    log.acknowledgeAll();
    log.appended.subList(4, 7).clear();

    commit(lane, 4);
    log.acknowledgeAll();

    assertThat(lane.stopped()).get().asString().contains("decision 4 stands at offset 4");
  }

  @Test
  void a_log_that_only_lost_its_end_gets_it_again() {
    RelayLane lane = levelAt(1);
    commit(lane, 1, 2, 3);
    log.acknowledgeAll();
    log.appended.removeLast();

    lane.askAgain();
    drive(lane);
    commit(lane, 4);
    log.acknowledgeAll();

    assertThat(log.appended).containsExactly(1L, 2L, 3L, 4L);
    assertThat(lane.stopped()).isEmpty();
  }

  @Test
  void where_the_store_has_not_all_that_the_log_lacks_nothing_is_published() {
    store.holds(2, 3);
    var lane = new RelayLane(0, 4, 0, log);

    assertThatThrownBy(() -> lane.catchUp(store, CHUNK))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("lacks decision 1");
    assertThat(log.appended).isEmpty();
  }

  private RelayLane levelAt(long head) {
    var lane = new RelayLane(0, head, 0, log);
    lane.catchUp(store, CHUNK);
    assertThat(lane.isLevel()).isTrue();
    return lane;
  }

  private void commit(RelayLane lane, long... seqs) {
    var records = new ArrayList<DecisionRecord>();
    for (long seq : seqs) {
      store.records.add(record(seq));
      records.add(record(seq));
    }
    lane.committed(records);
  }

  private void drive(RelayLane lane) {
    for (int i = 0; i < 20 && !lane.isLevel(); i++) {
      log.acknowledgeAll();
      lane.catchUp(store, CHUNK);
      log.acknowledgeAll();
    }
  }

  private static DecisionRecord record(long seq) {
    return new DecisionRecord(0, seq, seq - 1, "demo", "r" + seq, new byte[0]);
  }

  private static final class FakeLog implements DecisionLog {
    private final List<Long> appended = new ArrayList<>();
    private final Deque<Runnable> onTheirWay = new ArrayDeque<>();
    private long refuseFrom = Long.MAX_VALUE;

    @Override
    public void append(DecisionRecord record, Acknowledgement done) {
      if (record.seq() >= refuseFrom) {
        done.done(-1, new IllegalStateException("refused"));
      } else {
        long offset = appended.size();
        appended.add(record.seq());
        onTheirWay.add(() -> done.done(offset, null));
      }
    }

    @Override
    public long lastSeq(int partition) {
      return appended.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    @Override
    public void close() {}

    private void acknowledgeAll() {
      while (!onTheirWay.isEmpty()) {
        onTheirWay.removeFirst().run();
      }
    }
  }

  private static final class FakeStore implements DecisionStore {
    private final List<DecisionRecord> records = new ArrayList<>();

    private void holds(long first, long last) {
      for (long seq = first; seq <= last; seq++) {
        records.add(record(seq));
      }
    }

    @Override
    public List<DecisionRecord> from(int partition, long seq, Chunk most) {
      return records.stream().filter(it -> it.seq() >= seq).limit(most.recordsMax()).toList();
    }

    @Override
    public void close() {}
  }
}
