package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.feed.Entry;
import dev.rollcall.connector.feed.FeedReader.Slice;
import dev.rollcall.connector.feed.Terms;
import dev.rollcall.connector.feed.core.Draft;
import dev.rollcall.connector.feed.core.Place.Behind;
import dev.rollcall.connector.feed.core.What;
import dev.rollcall.connector.feed.postgres.PostgresFeedLog;
import dev.rollcall.connector.feed.postgres.PostgresFeedReader;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.testkit.BackingServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Several instances append to one feed while others read it: nobody ever skips an entry because
/// one with a lower position came later.
class FeedOrderIT {
  private static final int WRITERS = 6;
  private static final int BATCHES = 40;
  private static final int BATCH = 3;
  private static final int TOTAL = WRITERS * BATCHES * BATCH;
  private static final Terms TERMS = new Terms(TOTAL, Duration.ofDays(1), TOTAL);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final dev.rollcall.testkit.Database where = BackingServers.freshDatabase();
  private final List<Database> instances = List.of(instance(), instance());

  private Database instance() {
    return OwnDatabase.of(where, 8);
  }

  @BeforeEach
  void start() throws InterruptedException {
    for (Database instance : instances) {
      instance.start();
      instance.awaitMigrated();
    }
    Rows.execute(
        where,
        "INSERT INTO connector.feed (target_id, tenant, secret) VALUES ('people', 't', '\\x01')");
  }

  @AfterEach
  void stop() {
    instances.forEach(Database::stop);
  }

  @Test
  void readers_see_every_position_once_and_in_order_however_many_append() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writers = new ArrayList<Future<Long>>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int number = writer;
        writers.add(threads.submit(() -> append(number)));
      }
      Callable<List<String>> reading = this::read;
      List<Future<List<String>>> readers =
          List.of(threads.submit(reading), threads.submit(reading), threads.submit(reading));

      List<String> all = readers.getFirst().get();
      assertThat(all).hasSize(TOTAL).doesNotHaveDuplicates();
      for (Future<List<String>> reader : readers) {
        assertThat(reader.get()).isEqualTo(all);
      }
      for (int writer = 0; writer < WRITERS; writer++) {
        assertThat(writers.get(writer).get()).isPositive();
        String mine = "w" + writer + "-";
        assertThat(all.stream().filter(id -> id.startsWith(mine)))
            .as("batches of one writer are whole and in its order")
            .isSorted();
      }
    }
  }

  private long append(int writer) {
    var log = new PostgresFeedLog(instances.get(writer % instances.size()));
    long last = 0;
    for (int batch = 0; batch < BATCHES; batch++) {
      var drafts = new ArrayList<Draft>();
      for (int each = 0; each < BATCH; each++) {
        String id = "w%d-%04d".formatted(writer, batch * BATCH + each);
        JsonObject data = JsonObject.of("id", new JsonString(id));
        drafts.add(new Draft(What.CREATED, Facts.user(id), data, data, List.of()));
      }
      last = Objects.requireNonNull(log.append("people", "t", TERMS, drafts).block(PATIENCE));
    }
    return last;
  }

  private List<String> read() {
    var reader = new PostgresFeedReader(instances.getFirst(), Limits.Feed.STANDARD);
    var ids = new ArrayList<String>();
    long position = 0;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (position < TOTAL && System.nanoTime() < deadline) {
      Slice slice = Objects.requireNonNull(reader.after("people", position, 7).block(PATIENCE));
      for (Entry entry : slice.entries()) {
        position++;
        assertThat(entry.place()).isEqualTo(new Behind(position));
        ids.add(entry.resource().id().value());
      }
      assertThat(slice.extent().head()).isGreaterThanOrEqualTo(position);
    }
    return ids;
  }
}
