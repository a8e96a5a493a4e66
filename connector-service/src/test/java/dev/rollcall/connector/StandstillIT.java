package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.testkit.BackingServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// A connector that freezes in the middle of a transaction does not hold up the one that takes
/// over.
class StandstillIT {
  private static final Duration TAKEOVER_MAX = Duration.ofSeconds(10);

  @Test
  void what_a_frozen_process_has_locked_is_free_again_soon() throws Exception {
    var server = BackingServers.freshDatabase();
    var database = OwnDatabase.of(server, 1);
    database.start();
    database.awaitMigrated();
    try {
      freeAgain(database.relaxedSessions());
      freeAgain(database.durableSessions());
    } finally {
      database.stop();
    }
  }

  private static void freeAgain(DataSource sessions) throws SQLException {
    try (Connection frozen = sessions.getConnection();
        Connection next = sessions.getConnection()) {
      frozen.setAutoCommit(false);
      take(frozen);
      Instant began = Instant.now();
      take(next);
      assertThat(Duration.between(began, Instant.now())).isLessThan(TAKEOVER_MAX);
      assertThatThrownBy(frozen::commit).isInstanceOf(SQLException.class);
    }
  }

  private static void take(Connection session) throws SQLException {
    try (var statement = session.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO connector.partition_position (partition, topic_id, next_offset, seq)"
              + " VALUES (0, 'topic', 0, 0) ON CONFLICT (partition) DO UPDATE SET next_offset = 0");
    }
  }
}
