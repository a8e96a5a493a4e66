package dev.rollcall.connector.targets.postgres;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.target.TargetKind.Delivery;
import dev.rollcall.connector.targets.Roster;
import dev.rollcall.connector.targets.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/// Lanes of configured targets. Each is changed in a transaction of its own that keeps intake out,
/// so that others wait for the largest of them and not for all.
public final class PostgresRoster implements Roster {
  /// What a new target of a large tenant, with all its memberships, may take.
  private static final Duration FILL_MAX = Duration.ofMinutes(15);

  private final DataSource sessions;

  public PostgresRoster(Database database) {
    this.sessions = database.durableSessions();
  }

  /// One step of the configuration.
  @FunctionalInterface
  private interface Part {
    void write(Connection connection) throws SQLException;
  }

  @Override
  public void configure(Roll roll) {
    try (Connection connection = sessions.getConnection()) {
      connection.setNetworkTimeout(Runnable::run, (int) FILL_MAX.toMillis());
      connection.setAutoCommit(false);
      alone(connection, it -> removeOthers(it, roll));
      Changed changed = changed(connection, roll);
      for (Entry entry : changed.begin()) {
        alone(connection, it -> configure(it, entry));
      }
      if (!changed.begin().isEmpty()) {
        execute(connection, RosterSql.LEARN);
        connection.commit();
      }
      for (Entry entry : changed.goOn()) {
        alone(connection, it -> configure(it, entry));
      }
      alone(connection, it -> faults(it, roll));
    } catch (SQLException e) {
      throw new UnavailableException(
          "PostgreSQL did not take the targets: SQL state " + e.getSQLState(), e);
    }
  }

  /// Those whose configuration is another one. A lane that goes on stops when it is, and is
  /// followed again when all are configured: those that begin come first.
  private record Changed(List<Entry> begin, List<Entry> goOn) {}

  private static Changed changed(Connection connection, Roll roll) throws SQLException {
    var begin = new ArrayList<Entry>();
    var goOn = new ArrayList<Entry>();
    for (Entry entry : roll.entries()) {
      switch (known(connection, entry)) {
        case SAME -> {}
        case NEW, ANOTHER -> begin.add(entry);
        case RECONFIGURED, RESHAPED -> goOn.add(entry);
      }
    }
    connection.commit();
    return new Changed(begin, goOn);
  }

  private static void alone(Connection connection, Part part) throws SQLException {
    execute(connection, RosterSql.FILL_LOCK);
    part.write(connection);
    connection.commit();
  }

  private static void removeOthers(Connection connection, Roll roll) throws SQLException {
    String[] ids =
        Stream.concat(
                roll.entries().stream().map(entry -> entry.target().id()),
                roll.faults().keySet().stream())
            .toArray(String[]::new);
    try (var statement = connection.prepareStatement(RosterSql.REMOVE_OTHERS)) {
      statement.setArray(1, connection.createArrayOf("text", ids));
      statement.setBoolean(2, !roll.keepOthers());
      statement.executeUpdate();
    }
  }

  private static void faults(Connection connection, Roll roll) throws SQLException {
    List<Map.Entry<String, String>> all = List.copyOf(roll.faults().entrySet());
    try (var statement = connection.prepareStatement(RosterSql.FAULTS)) {
      Object[] ids = all.stream().map(Map.Entry::getKey).toArray();
      Object[] faults = all.stream().map(Map.Entry::getValue).toArray();
      statement.setArray(1, connection.createArrayOf("text", ids));
      statement.setArray(2, connection.createArrayOf("text", faults));
      statement.executeUpdate();
    }
  }

  private static void configure(Connection connection, Entry entry) throws SQLException {
    Target target = entry.target();
    Change change = change(connection, entry);
    switch (change) {
      case SAME -> {
        return;
      }
      case RECONFIGURED -> execute(connection, RosterSql.TRY_AGAIN, target.id());
      case RESHAPED -> {
        // What receivers of events are told is held by nobody, and a replay of theirs goes on.
        boolean strict = target.kind().delivery() == Delivery.STRICT;
        remember(connection, target);
        String hold = strict ? "" : hold(connection, target, "configuration");
        execute(connection, RosterSql.LOOK_AGAIN, target.id(), hold);
      }
      case NEW -> {
        execute(connection, RosterSql.FEEDS);
        fill(connection, target);
        String hold = hold(connection, target, "return");
        if (!hold.isEmpty()) {
          execute(connection, RosterSql.HOLD_LINKED, target.id(), hold);
          execute(connection, RosterSql.DROP_EMPTY_HOLD, hold, hold);
        }
      }
      case ANOTHER -> {
        String id = target.id();
        execute(connection, RosterSql.FORGET, Collections.nCopies(15, id).toArray(String[]::new));
        execute(connection, RosterSql.FEEDS);
        fill(connection, target);
      }
    }
  }

  /// Opens an act that is weighed before it takes anything away; without a name where nothing ever
  /// waits.
  private static String hold(Connection connection, Target target, String act) throws SQLException {
    boolean whole = act.equals("return");
    try (var statement = connection.prepareStatement(RosterSql.OVERTAKE)) {
      statement.setString(1, target.id());
      statement.setString(2, target.id());
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          whole |= row.getBoolean(1);
        }
      }
    }
    if (target.massChange().isOff() || target.kind().delivery() != Delivery.STATE) {
      return "";
    }
    String id = UUID.randomUUID().toString();
    try (var statement = connection.prepareStatement(RosterSql.HOLD)) {
      statement.setString(1, id);
      statement.setString(2, target.id());
      statement.setString(3, target.tenant());
      statement.setString(4, act);
      statement.setBoolean(5, whole);
      statement.executeUpdate();
    }
    return id;
  }

  @Override
  public List<Stranger> strangers(List<Entry> entries) {
    var named = new ArrayList<String[]>();
    for (Entry entry : entries) {
      Target target = entry.target();
      for (String group : target.shaping().scope().groups()) {
        named.add(new String[] {target.id(), target.tenant(), entry.shaping(), group});
      }
    }
    if (named.isEmpty()) {
      return List.of();
    }
    try (Connection connection = sessions.getConnection();
        var statement = connection.prepareStatement(RosterSql.STRANGERS)) {
      for (int column = 0; column < 4; column++) {
        int at = column;
        Object[] values = named.stream().map(each -> each[at]).toArray();
        statement.setArray(column + 1, connection.createArrayOf("text", values));
      }
      var all = new ArrayList<Stranger>();
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          all.add(new Stranger(row.getString(1), row.getString(2)));
        }
      }
      return all;
    } catch (SQLException e) {
      throw new UnavailableException(
          "PostgreSQL did not say which groups there are: SQL state " + e.getSQLState(), e);
    }
  }

  private enum Change {
    SAME,
    RECONFIGURED,
    RESHAPED,
    NEW,
    ANOTHER
  }

  private static Change known(Connection connection, Entry entry) throws SQLException {
    try (var statement = connection.prepareStatement(RosterSql.KNOWN)) {
      statement.setString(1, entry.target().id());
      try (var row = statement.executeQuery()) {
        return row.next() ? change(row, entry) : Change.NEW;
      }
    }
  }

  private static Change change(Connection connection, Entry entry) throws SQLException {
    Target target = entry.target();
    Change change = known(connection, entry);
    if (change == Change.SAME) {
      return change;
    }
    try (var statement = connection.prepareStatement(RosterSql.UPSERT)) {
      statement.setString(1, target.id());
      statement.setString(2, target.tenant());
      statement.setString(3, target.kind().name());
      statement.setString(4, target.kind().delivery().logicalName());
      statement.setString(5, entry.fingerprint());
      statement.setString(6, target.paused() ? "paused" : "active");
      statement.setString(7, entry.shaping());
      String[] groups = target.shaping().scope().groups().toArray(String[]::new);
      statement.setArray(8, connection.createArrayOf("text", groups));
      statement.setInt(9, target.massChange().percent());
      statement.setInt(10, target.massChange().people());
      statement.executeUpdate();
    }
    return change;
  }

  private static Change change(ResultSet row, Entry entry) throws SQLException {
    Target target = entry.target();
    boolean sameOne =
        row.getString(3).equals(target.tenant()) && row.getString(4).equals(target.kind().name());
    if (!sameOne) {
      return Change.ANOTHER;
    }
    if (row.getString(1).equals("removed")) {
      return Change.NEW;
    }
    if (row.getString(2).equals(entry.fingerprint())) {
      return Change.SAME;
    }
    if (row.getString(1).equals("disabled") && target.kind().delivery() == Delivery.STRICT) {
      return Change.NEW;
    }
    return row.getString(5).equals(entry.shaping()) ? Change.RECONFIGURED : Change.RESHAPED;
  }

  /// The present state of the read model. Intake is kept out by the lock, so that nothing falls
  /// between this and what follows.
  private static void fill(Connection connection, Target target) throws SQLException {
    if (target.kind().delivery() == Delivery.STATE) {
      execute(connection, RosterSql.FILL_GAPS, target.id(), target.id());
      execute(connection, RosterSql.FILL_KEYS, target.id());
      execute(connection, RosterSql.FILL_KEYS_OF_LINKS, target.id());
    } else {
      remember(connection, target);
      execute(connection, RosterSql.CLEAR_OUTBOX, target.id());
      execute(connection, RosterSql.KEEP_EXITS, target.id());
      String members = Integer.toString(Limits.EVENT_MEMBERS_MAX);
      execute(connection, RosterSql.FILL_EVENTS, members, target.id());
      execute(connection, RosterSql.FILL_KEYS, target.id());
    }
  }

  private static void remember(Connection connection, Target target) throws SQLException {
    if (target.kind().delivery() != Delivery.STRICT) {
      return;
    }
    boolean scoped = !target.shaping().scope().isEverything();
    if (scoped) {
      execute(connection, RosterSql.REMEMBER_TOLD, target.id());
    }
    execute(connection, RosterSql.SCOPED, Boolean.toString(scoped), target.id());
  }

  private static void execute(Connection connection, String sql, String... parameters)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int index = 0; index < parameters.length; index++) {
        statement.setString(index + 1, parameters[index]);
      }
      statement.execute();
    }
  }
}
