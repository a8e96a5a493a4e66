package dev.rollcall.ingress;

import dev.rollcall.testkit.BackingServers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Ingress between a query side of the test's and a real log, once for all tests of a class: who
/// reads the log decides, and nothing depends on how fast anything is.
@TestInstance(Lifecycle.PER_CLASS)
abstract class WithLog {
  private final String[] settings;
  QuerySide querySide;
  Ingress ingress;
  RequestLog log;

  /// @param settings of ingress, as `--NAME=value`
  WithLog(String... settings) {
    this.settings = settings;
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    querySide = new QuerySide();
    ingress = Ingress.start(folder, querySide, settings);
    log = new RequestLog(BackingServers.bootstrapServers(), Ingress.PARTITIONS);
  }

  @AfterAll
  void stop() {
    log.close();
    ingress.close();
    querySide.close();
  }
}
