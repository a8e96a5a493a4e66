package dev.rollcall.connector.delivery.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.StartedDatabase;
import dev.rollcall.connector.delivery.Claims;
import dev.rollcall.connector.delivery.core.Judgement.Past;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/// What a person has taken off the list waits for a change of its own.
class DiscardedIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @RegisterExtension final StartedDatabase own = new StartedDatabase();

  private JdbcTemplate sql = new JdbcTemplate();

  @BeforeEach
  void have_two_groups() {
    sql = CrmLane.in(own.database());
    sql.execute(
        """
        INSERT INTO connector.lane_key (target_id, resource_id, resource_type, tenant, desired_seq,
          generation, state, priority, due_at)
        VALUES ('crm', 'g1', 'Group', 'acme', 1, 1, 'discarded', 2, now()),
          ('crm', 'g2', 'Group', 'acme', 1, 1, 'done', 2, now())
        """);
    sql.execute(
        """
        INSERT INTO connector.member (tenant, group_id, member_id, member_type, from_seq)
        VALUES ('acme', 'g1', 'u1', 'User', 1), ('acme', 'g2', 'u2', 'User', 1)
        """);
  }

  @Test
  void a_member_that_comes_into_scope_does_not_raise_a_group_that_is_discarded() {
    assertThat(owe("u1")).isFalse();

    assertThat(row("g1")).isEqualTo("discarded 1 false");
    assertThat(gaps("g1")).as("told when the group changes next").isOne();
  }

  @Test
  void it_does_raise_one_that_is_done() {
    assertThat(owe("u2")).isTrue();

    assertThat(row("g2")).isEqualTo("waiting 2 true");
    assertThat(gaps("g2")).isOne();
  }

  @Test
  void nor_is_one_raised_by_a_doubt() {
    var _ =
        own.database()
            .durable()
            .sql(DoubtSql.DOUBT)
            .bind("target", "crm")
            .bind("resource", "g1")
            .then()
            .block(PATIENCE);

    assertThat(row("g1")).isEqualTo("discarded 1 false");
  }

  private boolean owe(String member) {
    return Boolean.TRUE.equals(
        new ReceiverRows(own.database().durable())
            .owe(Claims.of(CrmLane.REF, member, new Past(0, null)), false)
            .block(PATIENCE));
  }

  private int gaps(String group) {
    return Integer.parseInt(
        String.valueOf(
            sql.queryForObject(
                "SELECT count(*) FROM connector.member_gap WHERE group_id = ?",
                Integer.class,
                group)));
  }

  private String row(String id) {
    return String.valueOf(
        sql.queryForObject(
            """
            SELECT state || ' ' || generation || ' ' || (waiting_since IS NOT NULL)
            FROM connector.lane_key WHERE resource_id = ?
            """,
            String.class,
            id));
  }
}
