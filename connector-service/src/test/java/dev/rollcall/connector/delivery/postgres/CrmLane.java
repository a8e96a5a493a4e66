package dev.rollcall.connector.delivery.postgres;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.LaneRef;
import org.springframework.jdbc.core.JdbcTemplate;

/// The lane of which the tests of one statement or another have keys.
final class CrmLane {
  static final LaneRef REF = new LaneRef("crm", "acme", false, "f");

  private CrmLane() {}

  /// Makes it, without keys.
  ///
  /// @return what the tests look with
  static JdbcTemplate in(Database database) {
    var sql = new JdbcTemplate(database.durableSessions());
    sql.execute(
        """
        INSERT INTO connector.lane (target_id, tenant, kind, delivery, fingerprint, state)
        VALUES ('crm', 'acme', 'scim', 'state', 'f', 'active')
        """);
    return sql;
  }
}
