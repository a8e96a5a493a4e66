package dev.rollcall.projection.postgres;

import dev.rollcall.projection.trouble.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A session that is opened when it is needed, and again after trouble. Used by one thread at a
/// time.
public final class LazySession {
  private static final Logger log = LoggerFactory.getLogger(LazySession.class);

  private final Sessions sessions;
  private @Nullable Connection session;

  public LazySession(Sessions sessions) {
    this.sessions = sessions;
  }

  /// The session, opened where there is none.
  public Connection open() throws SQLException {
    if (session == null) {
      session = sessions.open();
    }
    return session;
  }

  /// Runs a script as one transaction; its last statement commits.
  public void transact(SqlScript script) throws SQLException {
    Connection open = open();
    open.setAutoCommit(false);
    try {
      script.run(open);
    } catch (SQLException e) {
      open.rollback();
      throw e;
    }
    open.setAutoCommit(true);
  }

  /// What an exception means. After trouble that may pass, the session is in doubt: the next use
  /// opens another.
  public RuntimeException given(SQLException e) {
    RuntimeException trouble = SqlTrouble.classify(e);
    if (trouble instanceof StoreUnavailableException) {
      reset();
    } else {
      backToAutoCommit();
    }
    return trouble;
  }

  private void backToAutoCommit() {
    try {
      if (session != null) {
        session.setAutoCommit(true);
      }
    } catch (SQLException e) {
      log.debug("The session does not go back to auto-commit", e);
      reset();
    }
  }

  /// Ends the session.
  public void reset() {
    try {
      if (session != null) {
        session.close();
      }
    } catch (SQLException e) {
      log.debug("A session in doubt does not close", e);
    }
    session = null;
  }
}
