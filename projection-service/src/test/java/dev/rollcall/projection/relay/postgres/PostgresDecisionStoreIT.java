package dev.rollcall.projection.relay.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.projection.Settings;
import dev.rollcall.projection.decide.DecisionRecord;
import dev.rollcall.projection.postgres.Migration;
import dev.rollcall.projection.postgres.Sessions;
import dev.rollcall.projection.relay.DecisionStore.Chunk;
import dev.rollcall.testkit.BackingServers;
import dev.rollcall.testkit.Database;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresDecisionStoreIT {
  private static final int PARTITION = 3;

  private final Database database = BackingServers.freshDatabase();
  private final Settings.Postgres settings =
      new Settings.Postgres(
          database.host(), database.port(), database.name(), database.user(), database.password());
  private final Sessions sessions = new Sessions(settings);
  private final PostgresDecisionStore store = new PostgresDecisionStore(sessions);

  @BeforeEach
  void store_some() throws SQLException {
    new Migration(settings).run();
    try (var session = sessions.open();
        var insert =
            session.prepareStatement(
                """
                INSERT INTO rollcall.decision
                SELECT ?, seq, seq, 'acme', 'r' || seq, repeat('x', bytes)::bytea
                FROM (VALUES (1, 10), (2, 10), (3, 500000), (4, 10)) AS given (seq, bytes)\
                """)) {
      insert.setInt(1, PARTITION);
      insert.executeUpdate();
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void a_chunk_ends_by_its_records_and_by_its_bytes() {
    assertThat(store.from(PARTITION, 1, new Chunk(1, 1_000)))
        .extracting(DecisionRecord::seq)
        .containsExactly(1L);
    assertThat(store.from(PARTITION, 1, new Chunk(10, 1_000)))
        .extracting(DecisionRecord::seq)
        .containsExactly(1L, 2L);
    assertThat(store.from(PARTITION, 2, new Chunk(10, 1_000_000)))
        .extracting(DecisionRecord::seq)
        .containsExactly(2L, 3L, 4L);
  }

  @Test
  void a_record_that_is_larger_than_a_chunk_comes_alone() {
    var alone = store.from(PARTITION, 3, new Chunk(10, 1_000));
    assertThat(alone).extracting(DecisionRecord::seq).containsExactly(3L);
    assertThat(alone.getFirst().bytes()).hasSize(500_000);
    assertThat(store.from(PARTITION, 5, new Chunk(10, 1_000))).isEmpty();
  }
}
