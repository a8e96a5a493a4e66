package dev.rollcall.connector.replay.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.StartedDatabase;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/// Which keys a replay lets go.
class RaiseIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @RegisterExtension final StartedDatabase own = new StartedDatabase();

  private JdbcTemplate sql = new JdbcTemplate();

  @BeforeEach
  void have_keys() {
    sql = new JdbcTemplate(own.database().durableSessions());
    sql.execute(
        """
        INSERT INTO connector.lane_key (target_id, resource_id, resource_type, tenant, desired_seq,
          generation, state, priority, due_at, attempt, first_failed_at, replay_id)
        VALUES ('crm', 'u1', 'User', 'acme', 1, 1, 'discarded', 1, now(), 3, now(), 'r'),
          ('crm', 'u2', 'User', 'acme', 1, 1, 'parked', 1, now(), 3, now(), 'r'),
          ('crm', 'u3', 'User', 'acme', 1, 1, 'done', 1, now(), 0, NULL, 'r')
        """);
  }

  @Test
  void what_a_person_has_taken_off_the_list_stays_off_it() {
    var _ =
        own.database()
            .durable()
            .sql(ReplaySql.RAISE)
            .bind("id", "r")
            .bind("position", "")
            .bind("size", 10)
            .bind("strict", true)
            .bind("distrust", false)
            .then()
            .block(PATIENCE);

    assertThat(rows())
        .containsExactly("u1 discarded 1 3 false", "u2 waiting 2 0 true", "u3 waiting 2 0 true");
  }

  @Test
  void nor_is_it_raised_by_events_of_the_log() {
    var _ =
        own.database()
            .durable()
            .sql(ReplaySql.RAISE_EVENTS)
            .bind("id", "r")
            .bind("target", "crm")
            .bind("ids", new String[] {"u3", "u2", "u1"})
            .then()
            .block(PATIENCE);

    assertThat(rows())
        .containsExactly("u1 discarded 1 3 false", "u2 waiting 2 0 true", "u3 waiting 2 0 true");
  }

  private List<@Nullable String> rows() {
    return sql.queryForList(
        """
        SELECT resource_id || ' ' || state || ' ' || generation || ' ' || attempt || ' '
          || (waiting_since IS NOT NULL)
        FROM connector.lane_key ORDER BY resource_id
        """,
        String.class);
  }
}
