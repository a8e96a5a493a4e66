package dev.rollcall.e2e.crash.reading;

import dev.rollcall.e2e.crash.cluster.Cluster;
import dev.rollcall.schemas.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits until everything that was asked is decided, published and delivered.
public final class Calm {
  private static final Logger log = LoggerFactory.getLogger(Calm.class);
  private static final int LOOK_MILLIS = 300;

  /// How often it is said what is still lacking.
  private static final Duration SAID_EVERY = Duration.ofSeconds(10);

  private final Cluster cluster;
  private final KafkaReader kafka;

  public Calm(Cluster cluster) {
    this.cluster = cluster;
    this.kafka = new KafkaReader(cluster.kafka().bootstrapServers());
  }

  /// Returns what is still lacking when the time is over, or nothing.
  ///
  /// @param hopeless targets that are never in step
  public List<String> await(Duration timeMax, Set<String> hopeless) throws InterruptedException {
    Instant until = Instant.now().plus(timeMax);
    Instant saidNext = Instant.now().plus(SAID_EVERY);
    try (var ends = kafka.watch()) {
      List<String> lacking = lacking(ends, hopeless);
      while (!lacking.isEmpty() && Instant.now().isBefore(until)) {
        if (Instant.now().isAfter(saidNext)) {
          log.info("Still lacking: {}", lacking);
          saidNext = saidNext.plus(SAID_EVERY);
        }
        Thread.sleep(LOOK_MILLIS);
        lacking = lacking(ends, hopeless);
      }
      return lacking;
    }
  }

  private List<String> lacking(KafkaReader.Ends ends, Set<String> hopeless) {
    var lacking = new ArrayList<String>();
    try (var session = cluster.session()) {
      var tables = new Tables(session);
      Map<Integer, Long> decided = tables.decided();
      different("requests and positions", ends.of(Topics.REQUESTS), tables.positions(), lacking);
      // Copies may have been published: the log has as many records or more.
      ends.of(Topics.DECISIONS)
          .forEach((partition, end) -> {
            if (end < decided.getOrDefault(partition, 0L)) {
              lacking.add("partition " + partition + " has decisions that are not published");
            }
          });
      decided.forEach((partition, seq) -> {
        if (seq > 0) {
          lackingIn(partition, seq, tables, lacking);
        }
      });
      tables.behind().stream()
          .filter(it -> !hopeless.contains(it.substring(0, it.indexOf(':'))))
          .forEach(lacking::add);
    } catch (SQLException e) {
      lacking.add("PostgreSQL: " + e.getMessage());
    }
    return lacking;
  }

  private static void lackingIn(int partition, long seq, Tables tables, List<String> lacking) {
    try {
      long folded = tables.folded().getOrDefault(partition, 0L);
      if (folded != seq) {
        lacking.add(
            "the connectors have folded %d of %d decisions of partition %d"
                .formatted(folded, seq, partition));
      }
    } catch (SQLException e) {
      lacking.add("PostgreSQL: " + e.getMessage());
    }
  }

  private static void different(
      String what, Map<Integer, Long> wanted, Map<Integer, Long> there, List<String> lacking) {
    wanted.forEach((partition, end) -> {
      if (end > 0 && !end.equals(there.getOrDefault(partition, 0L))) {
        lacking.add(
            "%s of partition %d: %d and %s".formatted(what, partition, end, there.get(partition)));
      }
    });
  }
}
