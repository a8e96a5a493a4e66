package dev.rollcall.connector.target.ldap;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import org.junit.jupiter.api.AfterEach;

/// The contract where who is inactive has no entry.
class LdapDeletionTest implements LdapContract {
  private final LdapServer server = new LdapServer(true);

  @AfterEach
  void close() {
    server.close();
  }

  @Override
  public DirectoryUnderTest directory() {
    return server;
  }

  @Override
  public JsonObject securely(int port) {
    return LdapContract.super.securely(port).with("disable", new JsonString("delete"));
  }
}
