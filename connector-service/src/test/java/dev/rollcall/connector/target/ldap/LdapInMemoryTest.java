package dev.rollcall.connector.target.ldap;

import org.junit.jupiter.api.AfterEach;

/// The contract at UnboundID's directory in memory, with its schema.
class LdapInMemoryTest implements LdapNamesContract {
  private final LdapServer server = new LdapServer(true);

  @AfterEach
  void close() {
    server.close();
  }

  @Override
  public DirectoryUnderTest directory() {
    return server;
  }
}
