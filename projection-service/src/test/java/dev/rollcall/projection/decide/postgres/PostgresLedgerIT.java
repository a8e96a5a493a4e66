package dev.rollcall.projection.decide.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.projection.Settings;
import dev.rollcall.projection.decide.Claim;
import dev.rollcall.projection.decide.ClaimLostException;
import dev.rollcall.projection.decide.DecidedBatch;
import dev.rollcall.projection.decide.DecisionRecord;
import dev.rollcall.projection.decide.RepeatCounts.Count;
import dev.rollcall.projection.decide.RepeatCounts.LogEnd;
import dev.rollcall.projection.fold.core.Answered;
import dev.rollcall.projection.postgres.Migration;
import dev.rollcall.projection.postgres.Sessions;
import dev.rollcall.projection.trouble.StoreUnavailableException;
import dev.rollcall.projection.trouble.UnstorableException;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Position;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.event.TakenKey;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.profile.Profiles;
import dev.rollcall.testkit.BackingServers;
import dev.rollcall.testkit.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresLedgerIT {
  private final Database database = BackingServers.freshDatabase();
  private final Settings.Postgres settings =
      new Settings.Postgres(
          database.host(), database.port(), database.name(), database.user(), database.password());
  private final PostgresLedger ledger = new PostgresLedger(new Sessions(settings));

  @BeforeEach
  void migrate() {
    new Migration(settings).run();
  }

  @Test
  void a_first_claim_starts_at_the_beginning_and_each_claim_raises_the_epoch() {
    assertThat(ledger.claim(3, "topic")).isEqualTo(new Claim(3, "topic", 1, 0, 1, -1, null));
    assertThat(ledger.claim(3, "another")).isEqualTo(new Claim(3, "topic", 2, 0, 1, -1, null));
  }

  @Test
  void repeats_that_were_counted_are_known_to_the_next_owner() {
    assertThat(ledger.repeats(0)).isEqualTo(Count.NONE);
    ledger.counted(0, new Count(2, new LogEnd("log", 10)));
    ledger.counted(1, new Count(7, new LogEnd("log", 20)));
    var successor = new PostgresLedger(new Sessions(settings));
    assertThat(successor.repeats(0)).isEqualTo(new Count(2, new LogEnd("log", 10)));
    successor.counted(0, new Count(3, new LogEnd("another", 30)));
    successor.close();
    assertThat(ledger.repeats(0)).isEqualTo(new Count(3, new LogEnd("another", 30)));
  }

  @Test
  void a_batch_moves_the_position_with_everything_that_it_writes() throws SQLException {
    Claim claim = ledger.claim(0, "topic");
    ledger.commit(creating(claim, "ann", "ann"));

    Claim again = ledger.claim(0, "topic");
    assertThat(again).isEqualTo(new Claim(0, "topic", 2, 1, 2, 5, "ab".repeat(32)));
    assertThat(count("rollcall.decision")).isOne();
    assertThat(count("proj_v1.resource")).isOne();
  }

  @Test
  void an_owner_whose_claim_was_taken_over_changes_nothing() throws SQLException {
    Claim zombie = ledger.claim(0, "topic");
    var successor = new PostgresLedger(new Sessions(settings));
    successor.claim(0, "topic");

    assertThatThrownBy(() -> ledger.commit(creating(zombie, "ann", "ann")))
        .isInstanceOf(ClaimLostException.class);
    assertThat(count("rollcall.decision")).isZero();
    assertThat(count("proj_v1.resource")).isZero();
    successor.close();
  }

  @Test
  void a_batch_that_was_written_cannot_be_written_again() throws SQLException {
    Claim claim = ledger.claim(0, "topic");
    ledger.commit(creating(claim, "ann", "ann"));

    assertThatThrownBy(() -> ledger.commit(creating(claim, "bob", "bob")))
        .isInstanceOf(ClaimLostException.class);
    assertThat(count("rollcall.decision")).isOne();
  }

  @Test
  void a_key_that_another_resource_holds_undoes_the_whole_batch() throws SQLException {
    DecidedBatch first = creating(ledger.claim(0, "topic"), "ann", "same");
    ledger.commit(first);

    assertThatThrownBy(() -> ledger.commit(creating(first.after(), "bob", "same")))
        .isInstanceOf(UnstorableException.class);
    assertThat(count("rollcall.decision")).isOne();
    assertThat(count("proj_v1.resource")).isOne();
    // The session is good for the next batch.
    ledger.commit(creating(first.after(), "bob", "bob"));
    assertThat(count("proj_v1.resource")).isEqualTo(2);
  }

  @Test
  void a_frozen_owner_does_not_hold_a_takeover() throws SQLException {
    ledger.claim(0, "topic");
    try (Connection frozen = new Sessions(settings).open();
        var statement = frozen.createStatement()) {
      frozen.setAutoCommit(false);
      statement.execute("UPDATE rollcall.partition_position SET epoch = epoch WHERE partition = 0");
      // Nothing more comes from it; the server ends its transaction after two seconds.
      assertThat(ledger.claim(0, "topic").epoch()).isEqualTo(2);
    }
  }

  @Test
  void an_ended_session_is_trouble_that_passes() throws SQLException {
    Claim claim = ledger.claim(0, "topic");
    try (Connection operator = connect();
        var statement = operator.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ="
              + " 'rollcall-projection'");
    }
    assertThatThrownBy(() -> ledger.commit(creating(claim, "ann", "ann")))
        .isInstanceOf(StoreUnavailableException.class);
    ledger.commit(creating(ledger.claim(0, "topic"), "ann", "ann"));
    assertThat(count("proj_v1.resource")).isOne();
  }

  private static DecidedBatch creating(Claim claim, String id, String userName) {
    var ref = new ResourceRef("User", new ResourceId(id));
    var decision =
        new Decision(
            new Position(claim.partition(), claim.nextOffset()),
            claim.nextSeq(),
            new RequestId("r-" + id),
            new TenantId("demo"),
            Instant.EPOCH,
            1,
            new Accepted(201, ref, 1),
            List.of(
                new ResourceCreated(
                    ref,
                    1,
                    JsonObject.builder().put("userName", userName).build(),
                    List.of(new TakenKey("userName", userName)))));
    return new DecidedBatch(
        claim,
        new Claim(
            claim.partition(),
            claim.topicId(),
            claim.epoch(),
            claim.nextOffset() + 1,
            claim.nextSeq() + 1,
            5,
            "ab".repeat(32)),
        List.of(new Answered(decision, null, null)),
        List.of(
            new DecisionRecord(
                claim.partition(),
                claim.nextSeq(),
                claim.nextOffset(),
                "demo",
                "r-" + id,
                new byte[] {1})),
        Profiles.STANDARD);
  }

  private long count(String table) throws SQLException {
    try (Connection session = connect();
        var statement = session.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }
}
