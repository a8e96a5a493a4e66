package dev.rollcall.projection.decide.kafka;

import dev.rollcall.projection.Limits;
import dev.rollcall.projection.decide.ClaimLostException;
import dev.rollcall.projection.decide.Deciding;
import dev.rollcall.projection.decide.DecisionOutlet;
import dev.rollcall.projection.decide.Ledger;
import dev.rollcall.projection.decide.LoopProgress;
import dev.rollcall.projection.decide.PartitionDecider;
import dev.rollcall.projection.decide.PartitionStoppedException;
import dev.rollcall.projection.decide.RepeatCounts;
import dev.rollcall.projection.trouble.StoreUnavailableException;
import dev.rollcall.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the requests log on a thread of its own and decides it, partition by partition. What it
/// owns comes from the consumer group; where it stands comes from PostgreSQL.
public final class DeciderLoop implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(DeciderLoop.class);
  private static final Duration POLL_MAX = Duration.ofMillis(100);
  private static final Duration CLOSE_MAX = Duration.ofSeconds(2);
  private static final Duration DASHBOARD_EVERY = Duration.ofSeconds(5);

  private final String name;
  private final RequestLog requests;
  private final LoopParts parts;
  private final LostDecisions lost;
  private final Map<Integer, Seat> seats = new HashMap<>();
  private volatile @Nullable Consumer<byte[], byte[]> consumer;
  private volatile boolean closing;
  private boolean joined;
  private long dashboardNanos = System.nanoTime();

  /// What a loop works with. The ledger is its own, and so are the counts.
  public record LoopParts(
      Deciding deciding,
      Ledger ledger,
      RepeatCounts counts,
      DecisionOutlet outlet,
      LoopProgress progress,
      Limits limits) {}

  public DeciderLoop(String name, String bootstrap, LoopParts parts) {
    this.name = name;
    this.requests = new RequestLog(bootstrap, parts.limits());
    this.parts = parts;
    this.lost = new LostDecisions(parts.counts(), RecordedDecisionsLog.source(bootstrap));
  }

  /// Asks the loop to end; it does within a poll and a commit.
  public void close() {
    closing = true;
    var polling = consumer;
    if (polling != null) {
      polling.wakeup();
    }
  }

  @Override
  public void run() {
    parts.progress().starting(name);
    while (!closing) {
      try {
        serve();
      } catch (WakeupException e) {
        log.debug("{} was woken to end", name);
      } catch (RuntimeException e) {
        log.error("{} starts over", name, e);
        parts.progress().trouble(name, "starts over after " + e.getClass().getSimpleName());
        LockSupport.parkNanos(parts.limits().retryDelayMax().toNanos());
      }
    }
  }

  private void serve() {
    try (Admin admin = requests.admin();
        var reading = requests.consumer(name)) {
      consumer = reading;
      var claimer = new Claimer(parts.deciding(), parts.ledger(), admin, lost);
      reading.subscribe(List.of(Topics.REQUESTS), new Seating(reading));
      while (!closing) {
        turn(reading, claimer);
      }
      reading.close(CloseOptions.timeout(CLOSE_MAX));
    } finally {
      joined = false;
      consumer = null;
      List.copyOf(seats.values()).forEach(this::leave);
      parts.ledger().close();
    }
  }

  private void turn(Consumer<byte[], byte[]> reading, Claimer claimer) {
    for (Seat seat : seats.values()) {
      if (seat.isDue()) {
        claim(seat, claimer, reading);
      }
    }
    pauseAndResume(reading);
    var polled = poll(reading);
    for (TopicPartition place : polled.partitions()) {
      Seat seat = seats.get(place.partition());
      if (seat != null) {
        var records = polled.records(place).stream().map(RequestLog::recorded).toList();
        guarded(seat, () -> seat.take(records));
      }
    }
    if (joined) {
      parts.progress().beat(name);
    }
    tellDashboards(reading);
  }

  private void claim(Seat seat, Claimer claimer, Consumer<byte[], byte[]> reading) {
    guarded(
        seat,
        () -> {
          PartitionDecider decider = claimer.claim(seat.partition(), reading);
          seat.claimed(decider);
          parts
              .outlet()
              .claimed(seat.partition(), decider.claim().nextSeq(), decider.recoversUntil());
          log.info(
              "Partition {} claimed with epoch {} at offset {}",
              seat.partition(),
              decider.claim().epoch(),
              decider.claim().nextOffset());
        });
  }

  /// Runs a step of one partition; its trouble stays its own.
  private void guarded(Seat seat, Runnable step) {
    try {
      step.run();
    } catch (StoreUnavailableException | ClaimLostException e) {
      wait(seat, String.valueOf(e.getMessage()));
    } catch (WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      wait(seat, "Kafka does not answer (" + e.getClass().getSimpleName() + ")");
    } catch (PartitionStoppedException e) {
      stop(seat, String.valueOf(e.getMessage()));
    }
  }

  private void wait(Seat seat, String reason) {
    log.warn("Partition {} waits: {}", seat.partition(), reason);
    parts.outlet().released(seat.partition());
    seat.waitBecause(reason, parts.limits());
  }

  private void stop(Seat seat, String reason) {
    log.error("Partition {} STOPPED, nothing is skipped: {}", seat.partition(), reason);
    parts.outlet().released(seat.partition());
    seat.stop(reason);
  }

  private void leave(Seat seat) {
    parts.outlet().released(seat.partition());
    seat.leave();
    seats.remove(seat.partition());
  }

  private void pauseAndResume(Consumer<byte[], byte[]> reading) {
    var open = new ArrayList<TopicPartition>();
    var shut = new ArrayList<TopicPartition>();
    for (Seat seat : seats.values()) {
      boolean reads = seat.claimed().isPresent() && parts.outlet().hasRoom(seat.partition());
      (reads ? open : shut).add(new TopicPartition(Topics.REQUESTS, seat.partition()));
    }
    reading.pause(shut);
    reading.resume(open);
  }

  private ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> reading) {
    try {
      return reading.poll(POLL_MAX);
    } catch (InvalidOffsetException e) {
      // Out of range or truncated. The client would go on from there; we must not.
      for (TopicPartition place : e.partitions()) {
        Seat seat = seats.get(place.partition());
        if (seat != null) {
          reading.seek(place, 0);
          stop(seat, lost(e, place));
        }
      }
      return ConsumerRecords.empty();
    }
  }

  /// The client's own sentence has names of classes.
  private static String lost(InvalidOffsetException e, TopicPartition place) {
    OffsetAndMetadata kept =
        e instanceof LogTruncationException it ? it.divergentOffsets().get(place) : null;
    return kept == null
        ? "The requests log lost the place behind what was decided"
        : "The requests log lost its end: from offset %d on it has not what was decided"
            .formatted(kept.offset());
  }

  private void tellDashboards(Consumer<byte[], byte[]> reading) {
    if (System.nanoTime() - dashboardNanos < DASHBOARD_EVERY.toNanos()) {
      return;
    }
    dashboardNanos = System.nanoTime();
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (Seat seat : seats.values()) {
      seat.claimed()
          .ifPresent(by ->
              offsets.put(
                  new TopicPartition(Topics.REQUESTS, seat.partition()),
                  new OffsetAndMetadata(by.claim().nextOffset())));
    }
    reading.commitAsync(offsets, (_, _) -> {});
  }

  /// Takes and gives up partitions as the group says. Runs inside `poll`, on the loop's thread.
  private final class Seating implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> reading;

    Seating(Consumer<byte[], byte[]> reading) {
      this.reading = reading;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> places) {
      for (TopicPartition place : places) {
        // A place of some kind, so that the client asks for none: paused, it is never read.
        reading.seek(place, 0);
        seats.put(place.partition(), new Seat(place.partition(), parts.progress()));
      }
      reading.pause(places);
      joined = true;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> places) {
      for (TopicPartition place : places) {
        Seat seat = seats.get(place.partition());
        if (seat != null) {
          leave(seat);
        }
      }
    }
  }
}
