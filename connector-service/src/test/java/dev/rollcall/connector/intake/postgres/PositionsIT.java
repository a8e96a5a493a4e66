package dev.rollcall.connector.intake.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.StartedDatabase;
import dev.rollcall.connector.intake.LogPosition;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Where the history of a log ends for a database that is made beside it.
class PositionsIT {
  private static final String TOPIC = "topic";

  @RegisterExtension final StartedDatabase own = new StartedDatabase();

  private final PostgresReadModel one = new PostgresReadModel(own.database());
  private final PostgresReadModel other = new PostgresReadModel(own.database());

  @AfterEach
  void close() {
    one.close();
    other.close();
  }

  @Test
  void what_a_partition_has_when_it_comes_to_the_log_later_is_no_history() {
    assertThat(one.position(0, TOPIC, () -> Map.of(0, 7L, 1, 9L)))
        .isEqualTo(new LogPosition(0, TOPIC, 0, 0, 7));

    assertThat(one.position(2, TOPIC, () -> Map.of(0, 8L, 1, 9L, 2, 5L)))
        .isEqualTo(new LogPosition(2, TOPIC, 0, 0, 0));
  }

  @Test
  void what_another_instance_comes_to_for_the_first_time_is_as_old_as_the_rest() {
    one.position(0, TOPIC, () -> Map.of(0, 7L, 1, 9L));

    assertThat(other.position(1, TOPIC, () -> Map.of(0, 8L, 1, 12L)))
        .isEqualTo(new LogPosition(1, TOPIC, 0, 0, 9));
  }
}
