package dev.rollcall.projection.decide.postgres;

import dev.rollcall.projection.decide.Claim;
import dev.rollcall.projection.decide.ClaimLostException;
import dev.rollcall.projection.decide.DecidedBatch;
import dev.rollcall.projection.decide.DecisionRecord;
import dev.rollcall.projection.decide.Ledger;
import dev.rollcall.projection.decide.RepeatCounts;
import dev.rollcall.projection.decide.core.Needs;
import dev.rollcall.projection.decide.core.WorkingState;
import dev.rollcall.projection.fold.core.Fold;
import dev.rollcall.projection.fold.core.Rows;
import dev.rollcall.projection.fold.postgres.RowWriter;
import dev.rollcall.projection.postgres.LazySession;
import dev.rollcall.projection.postgres.Sessions;
import dev.rollcall.projection.postgres.SqlScript;
import dev.rollcall.projection.postgres.Tables;
import dev.rollcall.projection.trouble.Joined;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.profile.Profile;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The ledger in PostgreSQL, over one session, or two where nobody reads what it writes. Belongs to
/// one thread, but that what [#prepared] gives may run on another one while nothing but the next
/// [#prepared] is called.
public final class PostgresLedger implements Ledger, RepeatCounts {
  private final Tables tables;
  private final RowWriter rows;
  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final RecallReader recall;
  private final LazySession session;

  /// For half of what is written where two sessions write; never opened where one does.
  private final LazySession besides;

  /// The ledger of the directory that serves.
  public PostgresLedger(Sessions sessions) {
    this(sessions, Tables.LIVE);
  }

  /// A ledger over some tables. Decisions are kept once, with the directory that serves.
  public PostgresLedger(Sessions sessions, Tables tables) {
    this.session = new LazySession(sessions);
    this.besides = new LazySession(sessions);
    this.tables = tables;
    this.rows = new RowWriter(tables);
    this.recall = new RecallReader(tables);
  }

  @Override
  public Claim claim(int partition, String topicId) {
    try (PreparedStatement statement =
        session.open().prepareStatement(tables.text(LedgerStatements.CLAIM))) {
      statement.setInt(1, partition);
      statement.setString(2, topicId);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new Claim(
            partition,
            row.getString(1),
            row.getLong(2),
            row.getLong(3),
            row.getLong(4),
            row.getInt(5),
            row.getString(6));
      }
    } catch (SQLException e) {
      throw session.given(e);
    }
  }

  @Override
  public Count repeats(int partition) {
    try (PreparedStatement statement = session.open().prepareStatement(LedgerStatements.REPEATS)) {
      statement.setInt(1, partition);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? new Count(row.getLong(1), new LogEnd(row.getString(3), row.getLong(2)))
            : Count.NONE;
      }
    } catch (SQLException e) {
      throw session.given(e);
    }
  }

  @Override
  public void counted(int partition, Count count) {
    try (PreparedStatement statement = session.open().prepareStatement(LedgerStatements.COUNTED)) {
      statement.setInt(1, partition);
      statement.setLong(2, count.repeats());
      statement.setLong(3, count.log().offset());
      statement.setString(4, count.log().topicId());
      statement.executeUpdate();
    } catch (SQLException e) {
      throw session.given(e);
    }
  }

  @Override
  public void recall(Needs needs, WorkingState state) {
    try {
      recall.recall(session.open(), needs, state);
    } catch (SQLException e) {
      throw session.given(e);
    }
  }

  @Override
  public Map<TenantId, Profile> profiles(Set<TenantId> tenants) {
    var profiles = new HashMap<TenantId, Profile>();
    var script =
        new SqlScript()
            .statement(tables.text(LedgerStatements.PROFILES))
            .texts(List.copyOf(tenants), TenantId::value);
    try {
      script.query(
          session.open(),
          row -> {
            var tenant = new TenantId(row.getString(1));
            Profile before = profiles.getOrDefault(tenant, Profile.STANDARD);
            profiles.put(
                tenant,
                before.with(
                    row.getString(2),
                    row.getString(3),
                    json.readObject(row.getString(4).getBytes(StandardCharsets.UTF_8))));
          });
      return profiles;
    } catch (SQLException e) {
      throw session.given(e);
    }
  }

  @Override
  public void commit(DecidedBatch batch) {
    prepared(batch).run();
  }

  @Override
  public Runnable prepared(DecidedBatch batch) {
    var script = new SqlScript();
    fence(batch, script);
    if (tables.areLive()) {
      decisions(batch.records(), script);
    }
    Rows folded = Fold.fold(batch.answered(), batch.profiles());
    rows.writeDocuments(folded, script);
    if (tables.areLive()) {
      rows.writeRelations(folded, script);
      script.statement(LedgerStatements.COMMIT);
      return () -> run(session, script, batch.before().partition());
    }
    script.statement(LedgerStatements.COMMIT);
    var relations = new SqlScript();
    relations
        .statement(tables.text(LedgerStatements.FENCE_BESIDE))
        .number(batch.before().partition())
        .number(batch.before().epoch());
    rows.writeRelations(folded, relations);
    relations.statement(LedgerStatements.COMMIT);
    return () -> runBoth(script, relations, batch.before().partition());
  }

  /// A directory that does not serve yet is thrown away where half of it is written, and so two
  /// sessions may write it: the server works on two cores then.
  private void runBoth(SqlScript documents, SqlScript relations, int partition) {
    var beside =
        CompletableFuture.runAsync(
            () -> run(besides, relations, partition), Thread::startVirtualThread);
    try {
      run(session, documents, partition);
    } catch (RuntimeException e) {
      beside.exceptionally(failure -> suppressed(e, failure)).join();
      throw e;
    }
    Joined.of(beside);
  }

  private static @Nullable Void suppressed(RuntimeException e, Throwable failure) {
    e.addSuppressed(failure);
    return null;
  }

  private static void run(LazySession session, SqlScript script, int partition) {
    try {
      session.transact(script);
    } catch (SQLException e) {
      if (LedgerStatements.FENCED.equals(e.getSQLState())) {
        session.reset();
        throw new ClaimLostException(partition, e);
      }
      throw session.given(e);
    }
  }

  @Override
  public void close() {
    session.reset();
    besides.reset();
  }

  private void fence(DecidedBatch batch, SqlScript script) {
    Claim before = batch.before();
    Claim after = batch.after();
    script
        .statement(tables.text(LedgerStatements.FENCE))
        .number(after.nextOffset())
        .number(after.nextSeq())
        .number(after.leaderEpoch())
        .text(after.lastRecordSha256())
        .number(before.partition())
        .number(before.epoch())
        .number(before.nextOffset());
  }

  private static void decisions(List<DecisionRecord> records, SqlScript script) {
    script
        .statement(LedgerStatements.INSERT_DECISIONS)
        .numbers(records, it -> (long) it.partition())
        .numbers(records, DecisionRecord::seq)
        .numbers(records, DecisionRecord::requestOffset)
        .texts(records, DecisionRecord::tenant)
        .texts(records, DecisionRecord::requestId)
        .bytes(records, DecisionRecord::bytes);
  }
}
