package dev.rollcall.connector.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.StartedDatabase;
import dev.rollcall.connector.delivery.core.Judgement;
import dev.rollcall.connector.delivery.core.Pauses;
import dev.rollcall.connector.delivery.core.Verdict.TargetPaused;
import dev.rollcall.connector.delivery.postgres.PostgresTroubles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;

class LonePausesIT extends LonePausesContract {
  @RegisterExtension final StartedDatabase own = new StartedDatabase();

  private final TroubleStore store = new PostgresTroubles(own.database());

  @BeforeEach
  void configure() {
    new JdbcTemplate(own.database().durableSessions())
        .execute(
            """
            INSERT INTO connector.lane (target_id, tenant, kind, delivery, fingerprint, state)
            VALUES ('crm', 'acme', 'scim', 'state', 'f', 'active')
            """);
  }

  @Override
  TroubleStore store() {
    return store;
  }

  @Test
  void so_many_are_remembered() {
    var it = new Instance();
    assertThat(it.paused(POISON)).isInstanceOf(TargetPaused.class);
    for (int other = 0; other < Pauses.RESOURCES_MAX; other++) {
      it.paused(Facts.user("u" + other));
    }
    assertThat(
            new JdbcTemplate(own.database().durableSessions())
                .queryForObject("SELECT count(*) FROM connector.lone_pause", Integer.class))
        .isEqualTo(Pauses.RESOURCES_MAX);
    for (int pause = 1; pause < Judgement.LONE_PAUSES_MAX; pause++) {
      it.acted(OTHER);
      assertThat(it.paused(POISON)).isInstanceOf(TargetPaused.class);
    }
  }
}
