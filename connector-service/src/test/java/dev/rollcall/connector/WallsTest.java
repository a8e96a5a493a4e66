package dev.rollcall.connector;

import dev.rollcall.testkit.WallsOfService;

/// The walls between the packages of the connector.
class WallsTest implements WallsOfService {

  @Override
  public String root() {
    return "dev.rollcall.connector";
  }

  /// `database` opens what the leaves use; `target.sql` reaches databases of others.
  @Override
  public String[] postgresLeaves() {
    return new String[] {"..postgres..", "..database..", "..target.sql.."};
  }
}
