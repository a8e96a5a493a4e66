package dev.rollcall.connector.target.ldap;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The contract at OpenLDAP where this machine has it, else at the directory in memory once more,
/// without a schema.
class LdapOnThisMachineTest implements LdapContract {
  private static final Logger log = LoggerFactory.getLogger(LdapOnThisMachineTest.class);

  private @Nullable DirectoryUnderTest directory;

  @BeforeEach
  void open(@TempDir Path folder) {
    boolean slapd = SlapdServer.isInstalled();
    directory = slapd ? new SlapdServer(folder) : new LdapServer(false);
    log.info("The contract is held against {}", slapd ? "slapd" : "the directory in memory");
  }

  @AfterEach
  void close() {
    directory().close();
  }

  @Override
  public DirectoryUnderTest directory() {
    return Objects.requireNonNull(directory);
  }
}
