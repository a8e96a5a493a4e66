package dev.rollcall.connector.target.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The contract at OpenLDAP where this machine has it or can fetch it, else at the directory in
/// memory once more, without a schema. The log, which is part of the test's report, says which.
class LdapOnThisMachineTest implements LdapNamesContract {
  private static final Logger log = LoggerFactory.getLogger(LdapOnThisMachineTest.class);

  private @Nullable DirectoryUnderTest directory;

  @BeforeEach
  void open(@TempDir Path folder) {
    directory =
        SlapdProgram.here()
            .<DirectoryUnderTest>map(program -> new SlapdServer(program, folder))
            .orElseGet(() -> new LdapServer(false));
  }

  @AfterEach
  void close() {
    if (directory != null) {
      directory.close();
    }
  }

  @Test
  void what_answers_is_slapd_wherever_it_can_be_had() {
    Optional<SlapdProgram> slapd = SlapdProgram.here();
    Entry root = directory().with(it -> Objects.requireNonNull(it.getRootDSE()));

    log.info(
        "The contract is held against {}",
        slapd.map(SlapdProgram::name).orElse("the directory in memory"));
    assertThat(root.hasObjectClass("OpenLDAProotDSE")).isEqualTo(slapd.isPresent());
  }

  @Override
  public DirectoryUnderTest directory() {
    return Objects.requireNonNull(directory);
  }
}
