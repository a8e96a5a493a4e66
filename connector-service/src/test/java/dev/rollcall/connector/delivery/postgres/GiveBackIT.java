package dev.rollcall.connector.delivery.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.StartedDatabase;
import dev.rollcall.connector.database.Database;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/// Keys that were taken and not begun.
class GiveBackIT {
  @RegisterExtension final StartedDatabase own = new StartedDatabase();

  private final Database database = own.database();

  @Test
  void they_are_as_they_were_before_and_others_are_left_alone() {
    JdbcTemplate sql = CrmLane.in(database);
    sql.execute(
        """
        INSERT INTO connector.lane_key (target_id, resource_id, resource_type, tenant, desired_seq,
          generation, state, worker, leased_until, priority, due_at, attempt, last_error)
        SELECT 'crm', 'u' || n, 'User', 'acme', n, 1, 'working', 'w/u' || n,
          now() + interval '90 s', 1, timestamptz '2026-03-03 00:00Z' + n * interval '1 s', 2, 'e'
        FROM generate_series(1, 4) AS n
        """);
    sql.execute(
        """
        INSERT INTO connector.link (target_id, resource_id, state, remote_id, shadow)
        SELECT 'crm', 'u' || n, 'linked', 'r' || n, '{}' FROM generate_series(1, 4) AS n
        """);
    // Somebody else has it by now.
    sql.execute("UPDATE connector.lane_key SET worker = 'w/other' WHERE resource_id = 'u3'");

    var claims = new LaneClaims(database.relaxed(), Limits.STANDARD.delivery(), "w");
    claims.giveBack(CrmLane.REF, Set.of("w/u1", "w/u2", "w/u3")).block(Duration.ofSeconds(10));

    assertThat(
            sql.queryForList(
                """
                SELECT k.resource_id || ' ' || k.state || ' ' || coalesce(worker, 'nobody') || ' '
                  || CASE WHEN leased_until IS NULL THEN 'free' ELSE 'leased' END || ' '
                  || extract(second FROM due_at)::int || ' ' || attempt || ' ' || last_error || ' '
                  || l.unsure
                FROM connector.lane_key k JOIN connector.link l USING (target_id, resource_id)
                ORDER BY k.resource_id
                """,
                String.class))
        .containsExactly(
            "u1 waiting nobody free 1 2 e false",
            "u2 waiting nobody free 2 2 e false",
            "u3 working w/other leased 3 2 e false",
            "u4 working w/u4 leased 4 2 e false");
  }
}
