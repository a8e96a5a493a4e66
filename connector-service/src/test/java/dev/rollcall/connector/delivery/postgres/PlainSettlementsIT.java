package dev.rollcall.connector.delivery.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.StartedDatabase;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.Claim;
import dev.rollcall.connector.delivery.Claims;
import dev.rollcall.connector.delivery.Ending;
import dev.rollcall.connector.delivery.LaneRef;
import dev.rollcall.connector.delivery.LaneStore.Settled;
import dev.rollcall.connector.delivery.core.Effect.LinkConfirmed;
import dev.rollcall.connector.delivery.core.Judgement.Past;
import dev.rollcall.connector.delivery.core.Link.Linked;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import reactor.core.publisher.Flux;

/// Keys of one lane that are left together. The first of them is left alone, the others by one
/// statement.
class PlainSettlementsIT {
  private static final JsonObject SHADOW =
      JsonObject.of("userName", new JsonString("kim\n\"\\,{}"));

  @RegisterExtension final StartedDatabase own = new StartedDatabase();

  private final Database database = own.database();
  private final PlainSettlements plain = new PlainSettlements(database, Limits.STANDARD.delivery());
  private JdbcTemplate sql = new JdbcTemplate();

  @BeforeEach
  void take_keys() {
    sql = CrmLane.in(database);
    sql.execute(
        """
        INSERT INTO connector.lane_key (target_id, resource_id, resource_type, tenant, desired_seq,
          generation, state, worker, leased_until, priority, due_at, attempt, last_error)
        SELECT 'crm', 'u' || n, 'User', 'acme', n, 1, 'working', 'w/u' || n, now(), 1, now(), 2, 'e'
        FROM generate_series(1, 6) AS n
        """);
  }

  @Test
  void keys_are_done_or_kept_and_their_links_stored() {
    sql.execute("UPDATE connector.lane_key SET generation = 2 WHERE resource_id = 'u4'");

    List<@Nullable Settled> settled =
        settle(
            new PlainSettlement(claim("u1"), false, link("r1", null), true),
            new PlainSettlement(claim("u2"), false, link("r2", "W/\"2\""), true),
            new PlainSettlement(claim("u3"), true, link("r3", null), false),
            new PlainSettlement(claim("u4"), false, null, false),
            new PlainSettlement(claim("u5"), false, null, false));

    assertThat(settled)
        .containsExactly(
            new Settled(false, Duration.ZERO),
            new Settled(false, Duration.ZERO),
            new Settled(false, Duration.ZERO),
            new Settled(true, Duration.ZERO),
            new Settled(false, Duration.ZERO));
    assertThat(
            texts(
                """
                SELECT resource_id || ' ' || state || ' ' || applied_seq || ' ' || attempt || ' '
                  || coalesce(worker, 'nobody') || ' ' || coalesce(last_error, 'well')
                  || CASE WHEN leased_until > now() THEN ' leased' ELSE '' END
                FROM connector.lane_key ORDER BY resource_id
                """))
        .containsExactly(
            "u1 done 1 0 nobody well",
            "u2 done 2 0 nobody well",
            "u3 working 0 2 w/u3 e leased",
            "u4 waiting 4 0 nobody well",
            "u5 done 5 0 nobody well",
            "u6 working 0 2 w/u6 e");
    assertThat(
            texts(
                """
                SELECT resource_id || ' ' || remote_id || ' ' || coalesce(remote_etag, 'none') || ' '
                  || applied_seq || ' ' || state || ' ' || unsure || ' ' || (shadow ->> 'userName')
                FROM connector.link ORDER BY resource_id
                """))
        .containsExactly(
            "u1 r1 none 1 linked false kim\n\"\\,{}",
            "u2 r2 W/\"2\" 2 linked false kim\n\"\\,{}",
            "u3 r3 none 3 linked false kim\n\"\\,{}");
  }

  @Test
  void whose_key_is_another_ones_or_configured_anew_is_left_out() {
    sql.execute("UPDATE connector.lane_key SET worker = 'other' WHERE resource_id = 'u2'");
    var old = new LaneRef("crm", "acme", false, "before");

    assertThat(
            settle(
                new PlainSettlement(claim("u1"), false, link("r1", null), true),
                new PlainSettlement(claim("u2"), false, link("r2", null), true),
                new PlainSettlement(claim(old, "u3"), true, link("r3", null), false),
                new PlainSettlement(claim("u4"), true, link("r4", null), false)))
        .extracting(it -> it == null)
        .containsExactly(false, true, true, false);
    assertThat(texts("SELECT resource_id FROM connector.link ORDER BY resource_id"))
        .containsExactly("u1", "u4");
    assertThat(intend(claim("u5"), claim("u2"), claim(old, "u3"), claim("u6")))
        .containsExactly(true, false, false, true);
    assertThat(
            texts(
                "SELECT resource_id FROM connector.link WHERE state = 'intent' ORDER BY resource_id"))
        .containsExactly("u5", "u6");
  }

  @Test
  void a_doubt_that_came_since_the_key_was_taken_stays() {
    for (int i = 1; i <= 3; i++) {
      sql.update(
          """
          INSERT INTO connector.link (target_id, resource_id, remote_id, shadow, state, unsure)
          VALUES ('crm', ?, ?, '{}', 'linked', true)
          """,
          "u" + i,
          "r" + i);
    }
    sql.execute("UPDATE connector.lane_key SET generation = 2 WHERE resource_id = 'u3'");

    settle(
        new PlainSettlement(claim("u1"), true, link("r1", null), false),
        new PlainSettlement(claim("u2"), true, link("r2", null), false),
        new PlainSettlement(claim("u3"), true, link("r3", null), false));

    assertThat(texts("SELECT resource_id FROM connector.link WHERE unsure")).containsExactly("u3");
  }

  @Test
  void those_who_wait_for_a_new_account_are_woken_also_one_that_is_done_in_the_same_moment() {
    sql.execute(
        """
        INSERT INTO connector.resource (tenant, id, type, version, document, last_seq, recorded_at)
        VALUES ('acme', 'u3', 'User', 1, '{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
          {"manager": {"value": "u2"}}}', 1, now())
        """);

    List<@Nullable Settled> settled =
        settle(
            new PlainSettlement(claim("u1"), false, link("r1", null), true),
            new PlainSettlement(claim("u2"), false, link("r2", null), true),
            new PlainSettlement(claim("u3"), false, link("r3", null), true));

    assertThat(settled.get(1)).isEqualTo(new Settled(true, Duration.ZERO));
    assertThat(
            texts(
                "SELECT state || ' ' || generation FROM connector.lane_key"
                    + " WHERE resource_id IN ('u2', 'u3') ORDER BY resource_id"))
        .containsExactly("done 1", "waiting 2");
  }

  @Test
  void a_key_that_somebody_has_locked_keeps_no_other_waiting() throws SQLException {
    try (Connection other = database.durableSessions().getConnection();
        var lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("SELECT 1 FROM connector.lane_key WHERE resource_id = 'u2' FOR UPDATE");

      assertThat(
              settle(
                  new PlainSettlement(claim("u1"), false, null, false),
                  new PlainSettlement(claim("u2"), false, link("r2", null), true),
                  new PlainSettlement(claim("u3"), false, link("r3", null), true)))
          .containsExactly(
              new Settled(false, Duration.ZERO), null, new Settled(false, Duration.ZERO));
    }
    assertThat(texts("SELECT resource_id FROM connector.link")).containsExactly("u3");
  }

  @Test
  void what_cannot_be_kept_is_none_that_is_stored_with_others() {
    var spoilt = JsonObject.of("title", new JsonString("a\u0000"));
    var link = new Linked("r1", null, spoilt, false);
    assertThat(
            PlainSettlement.of(claim("u1"), List.of(new LinkConfirmed(link)), new Ending.Applied()))
        .isEmpty();
  }

  private List<@Nullable Settled> settle(PlainSettlement... all) {
    return Flux.fromArray(all)
        .flatMapSequential(it -> plain.settle(it).map(List::of).defaultIfEmpty(List.of()))
        .collectList()
        .blockOptional()
        .orElseThrow()
        .stream()
        .<@Nullable Settled>map(it -> it.isEmpty() ? null : it.getFirst())
        .toList();
  }

  private List<Boolean> intend(Claim... all) {
    return Flux.fromIterable(Arrays.asList(all))
        .flatMapSequential(it -> plain.intend(it, SHADOW).defaultIfEmpty(false))
        .collectList()
        .blockOptional()
        .orElseThrow();
  }

  private List<String> texts(String select) {
    return sql.queryForList(select, String.class).stream().map(LaneRows::required).toList();
  }

  private static Linked link(String remoteId, @Nullable String etag) {
    return new Linked(remoteId, etag, SHADOW, false);
  }

  private static Claim claim(String id) {
    return claim(CrmLane.REF, id);
  }

  private static Claim claim(LaneRef lane, String id) {
    return Claims.of(lane, id, new Past(0, null));
  }
}
