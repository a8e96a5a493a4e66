package dev.rollcall.connector.intake.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.connector.StartedDatabase;
import dev.rollcall.connector.intake.LogPosition;
import dev.rollcall.connector.intake.ReadModel.Log;
import dev.rollcall.connector.intake.StoreUnavailableException;
import java.util.List;
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
  void tables_that_are_older_than_what_was_told_have_a_history_up_to_the_end_of_the_log() {
    one.position(0, TOPIC, () -> Map.of(0, 7L, 1, 9L));
    var log = new Kafka(Map.of(0, 20L, 1, 30L), Map.of(1, 10L));

    assertThat(one.isOld("another", log)).isFalse();
    assertThat(one.isOld(TOPIC, log)).isTrue();

    assertThat(one.position(0, TOPIC, Map::of).liveFrom()).isEqualTo(20);
    assertThat(other.position(1, TOPIC, Map::of).liveFrom()).isEqualTo(30);
    // Noticed once: what the log gets from now on is of now.
    assertThat(other.isOld(TOPIC, new Kafka(Map.of(0, 40L, 1, 50L), Map.of(1, 30L)))).isFalse();
    assertThat(one.position(0, TOPIC, Map::of).liveFrom()).isEqualTo(20);
  }

  @Test
  void tables_that_are_as_far_as_was_told_or_new_are_not_old() {
    assertThat(one.isOld(TOPIC, new Kafka(Map.of(0, 20L), Map.of(0, 10L)))).isFalse();
    one.position(0, TOPIC, () -> Map.of(0, 7L, 1, 9L));
    assertThat(one.isOld(TOPIC, new Kafka(Map.of(0, 20L), Map.of(0, 7L)))).isFalse();
    assertThat(one.isOld(TOPIC, new Kafka(Map.of(0, 20L), Map.of()))).isFalse();
    one.secure(List.of(one.position(0, TOPIC, Map::of)));
    assertThat(one.position(0, TOPIC, Map::of).liveFrom()).isEqualTo(7);
  }

  @Test
  void what_postgresql_took_back_is_not_called_secure() {
    LogPosition stored = one.position(0, TOPIC, () -> Map.of(0, 7L));
    var folded = new LogPosition(0, TOPIC, stored.nextOffset() + 5, 5, stored.liveFrom());

    assertThatThrownBy(() -> one.secure(List.of(folded)))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("partition 0");
  }

  /// What Kafka says.
  private record Kafka(Map<Integer, Long> ends, Map<Integer, Long> told) implements Log {}

  @Test
  void what_another_instance_comes_to_for_the_first_time_is_as_old_as_the_rest() {
    one.position(0, TOPIC, () -> Map.of(0, 7L, 1, 9L));

    assertThat(other.position(1, TOPIC, () -> Map.of(0, 8L, 1, 12L)))
        .isEqualTo(new LogPosition(1, TOPIC, 0, 0, 9));
  }
}
