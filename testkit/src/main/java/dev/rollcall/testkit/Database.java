package dev.rollcall.testkit;

/// A PostgreSQL database of its own for one test class.
public record Database(String host, int port, String name, String user, String password) {

  /// The JDBC address.
  public String jdbcUrl() {
    return "jdbc:postgresql://" + host + ":" + port + "/" + name;
  }
}
