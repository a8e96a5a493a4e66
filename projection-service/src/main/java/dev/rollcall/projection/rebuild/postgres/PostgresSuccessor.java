package dev.rollcall.projection.rebuild.postgres;

import dev.rollcall.projection.decide.Ledger;
import dev.rollcall.projection.decide.postgres.PostgresLedger;
import dev.rollcall.projection.postgres.Sessions;
import dev.rollcall.projection.postgres.SqlTrouble;
import dev.rollcall.projection.postgres.Tables;
import dev.rollcall.projection.rebuild.RebuildRefusedException;
import dev.rollcall.projection.rebuild.Successor;
import dev.rollcall.projection.rebuild.Work;
import dev.rollcall.projection.rebuild.core.Comparison.Part;
import dev.rollcall.projection.rebuild.core.Digest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A successor in a schema of its own. Belongs to one thread.
public final class PostgresSuccessor implements Successor {
  private static final Logger log = LoggerFactory.getLogger(PostgresSuccessor.class);
  private static final String NEXT = "proj_next";
  private static final String VERIFIED = "proj_verified";
  private static final String PREVIOUS = "proj_previous";

  /// Pages of decisions that are looked at to know about how many bytes there are: 160 MB, which a
  /// server reads in a second.
  private static final double PAGES_LOOKED_AT_MAX = 20_000;

  private static final double ALL_PERCENT = 100;

  private final Sessions sessions;
  private final Connection session;
  private String schema = NEXT;
  private Ledger ledger;

  private PostgresSuccessor(Sessions sessions, Connection session) {
    this.sessions = sessions;
    this.session = session;
    this.ledger = new PostgresLedger(sessions, Tables.in(schema));
  }

  /// Opens the successor of a database.
  ///
  /// @param sessions of the kind that is made for long work
  public static Successor open(Sessions sessions) {
    @Nullable Connection session = null;
    try {
      session = sessions.open();
      try (var statement = session.createStatement();
          ResultSet row = statement.executeQuery(SuccessorStatements.TAKE_TURN)) {
        row.next();
        if (!row.getBoolean(1)) {
          session.close();
          throw new RebuildRefusedException("Another process rebuilds or verifies already");
        }
      }
      return new PostgresSuccessor(sessions, session);
    } catch (SQLException e) {
      closeQuietly(session);
      throw SqlTrouble.classify(e);
    }
  }

  @Override
  public void prepare(Work work) {
    run(() -> {
      schema = work == Work.VERIFY ? VERIFIED : NEXT;
      ledger.close();
      ledger = new PostgresLedger(sessions, Tables.in(schema));
      switch (work) {
        case REBUILD -> tables().create(false);
        case VERIFY -> tables().create(true);
        case ROLLBACK -> tables().takePrevious(PREVIOUS);
      }
    });
  }

  @Override
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public Map<Integer, Long> servingSeqs() {
    var seqs = new TreeMap<Integer, Long>();
    run(() -> {
      try (var statement = session.createStatement();
          ResultSet row = statement.executeQuery(SuccessorStatements.SERVING)) {
        while (row.next()) {
          seqs.put(row.getInt(1), row.getLong(2));
        }
      }
    });
    return seqs;
  }

  @Override
  public long bytesFrom(Map<Integer, Long> seqs) {
    var bytes = new AtomicLong();
    run(() -> {
      double percent = Math.min(ALL_PERCENT, ALL_PERCENT * PAGES_LOOKED_AT_MAX / pages());
      try (var statement = session.prepareStatement(SuccessorStatements.BYTES)) {
        statement.setDouble(1, percent);
        statement.setArray(2, session.createArrayOf("integer", seqs.keySet().toArray()));
        statement.setArray(3, session.createArrayOf("bigint", seqs.values().toArray()));
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          bytes.set((long) (row.getLong(1) * ALL_PERCENT / percent));
        }
      }
    });
    return bytes.get();
  }

  @Override
  public List<Stored> stored(int partition, long from, long to) {
    var all = new ArrayList<Stored>();
    run(() -> {
      try (var statement = session.prepareStatement(SuccessorStatements.STORED)) {
        statement.setInt(1, partition);
        statement.setLong(2, from);
        statement.setLong(3, to);
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            all.add(
                new Stored(
                    row.getLong(1),
                    row.getLong(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5)));
          }
        }
      }
    });
    return all;
  }

  private long pages() throws SQLException {
    try (var statement = session.createStatement();
        ResultSet row = statement.executeQuery(SuccessorStatements.PAGES)) {
      row.next();
      return Math.max(1, row.getLong(1));
    }
  }

  @Override
  public void index() {
    run(() -> tables().finish());
  }

  @Override
  public Pause pause() {
    try {
      return new HeldUp(sessions.open());
    } catch (SQLException e) {
      throw SqlTrouble.classify(e);
    }
  }

  @Override
  public void drop() {
    run(() -> tables().drop());
  }

  @Override
  public void close() {
    ledger.close();
    closeQuietly(session);
  }

  private SuccessorTables tables() {
    return new SuccessorTables(session, schema);
  }

  /// A step that talks to the server.
  @FunctionalInterface
  private interface Step {
    void run() throws SQLException;
  }

  private static void run(Step step) {
    try {
      step.run();
    } catch (SQLException e) {
      throw SqlTrouble.classify(e);
    }
  }

  private static void closeQuietly(@Nullable Connection session) {
    try {
      if (session != null) {
        session.close();
      }
    } catch (SQLException e) {
      log.debug("A session in doubt does not close", e);
    }
  }

  /// The rows of all positions, locked: every decider's transaction begins with one of them.
  private final class HeldUp implements Pause {
    private final Connection holder;

    HeldUp(Connection holder) throws SQLException {
      this.holder = holder;
      try (var statement = holder.createStatement()) {
        holder.setAutoCommit(false);
        statement.execute(SuccessorStatements.HOLD_UP);
      } catch (SQLException e) {
        closeQuietly(holder);
        throw e;
      }
    }

    @Override
    public Snapshot snapshot() {
      try (var statement = holder.createStatement();
          ResultSet row = statement.executeQuery("SELECT pg_export_snapshot()")) {
        row.next();
        return new Moment(sessions.open(), row.getString(1));
      } catch (SQLException e) {
        throw SqlTrouble.classify(e);
      }
    }

    @Override
    public void switchOver() {
      run(() -> {
        try (var statement = holder.createStatement()) {
          statement.execute(SuccessorStatements.SWITCH);
          holder.commit();
        }
      });
    }

    @Override
    public void close() {
      closeQuietly(holder);
    }
  }

  /// A transaction that sees both schemas as they were.
  private final class Moment implements Snapshot {
    private final Connection viewer;

    Moment(Connection viewer, String exported) throws SQLException {
      this.viewer = viewer;
      try (var statement = viewer.createStatement()) {
        viewer.setAutoCommit(false);
        statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
        statement.execute("SET TRANSACTION SNAPSHOT '" + exported + "'");
        statement.execute("SET LOCAL enable_seqscan = on");
      } catch (SQLException e) {
        closeQuietly(viewer);
        throw e;
      }
    }

    @Override
    public Map<Part, Digest> serving() {
      return digests(Tables.LIVE_SCHEMA);
    }

    @Override
    public Map<Part, Digest> folded() {
      return digests(schema);
    }

    private Map<Part, Digest> digests(String in) {
      var digests = new HashMap<Part, Digest>();
      run(() -> {
        for (String table : new SuccessorTables(viewer, in).names(in)) {
          try (var statement = viewer.createStatement();
              ResultSet row =
                  statement.executeQuery(SuccessorStatements.DIGESTS.formatted(in, table))) {
            while (row.next()) {
              digests.put(
                  new Part(table, row.getString(1)),
                  new Digest(row.getLong(2), row.getBigDecimal(3)));
            }
          }
        }
      });
      return digests;
    }

    @Override
    public void close() {
      closeQuietly(viewer);
    }
  }
}
