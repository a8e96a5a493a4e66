package dev.rollcall.e2e.faults;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// A rig that runs, once for all tests of a class, and a client that insists.
@TestInstance(Lifecycle.PER_CLASS)
abstract class OnRig {
  Rig rig;
  Survival survival;
  Logs logs;
  Insistent client;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    rig = new Rig(folder);
    rig.start();
    survival = new Survival(rig);
    logs = new Logs(rig.bootstrap());
    client = new Insistent(rig.ingress.address() + "/scim/v2", rig.token());
  }

  @AfterAll
  void stop() {
    logs.close();
    rig.close();
  }
}
