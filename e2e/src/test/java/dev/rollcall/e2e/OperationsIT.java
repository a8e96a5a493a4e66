package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backing.Ports;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./rollcall verify`, `rebuild` and `rollback` as an operator meets them.
class OperationsIT {
  private static final int USERS = 20;

  @TempDir Path folder;

  @Test
  void the_directory_is_verified_rebuilt_and_rolled_back_while_it_serves() throws Exception {
    String port = Integer.toString(Ports.free());
    try (var up = Launcher.start(folder, "--port", port)) {
      var access = up.awaitReady();
      var caller = new Caller("http://127.0.0.1:" + port, access.text("token").orElseThrow());
      for (int i = 0; i < USERS; i++) {
        assertThat(caller.post("/scim/v2/Users", Caller.user("user" + i)).status()).isEqualTo(201);
      }

      assertThat(done("verify")).contains("verify: done, " + USERS + " decisions, no difference");
      assertThat(done("rebuild")).contains("rebuild: done, " + USERS + " decisions, no difference");
      assertThat(caller.get("/scim/v2/Users?count=0").text()).contains("\"totalResults\":" + USERS);
      assertThat(caller.post("/scim/v2/Users", Caller.user("user1")).status()).isEqualTo(409);
      assertThat(caller.post("/scim/v2/Users", Caller.user("one more")).status()).isEqualTo(201);
      // The refusal is a decision as well.
      assertThat(done("rollback")).contains("rollback: done, " + (USERS + 2) + " decisions");
      assertThat(caller.get("/scim/v2/Users?count=0").text())
          .contains("\"totalResults\":" + (USERS + 1));
    }
  }

  @Test
  void where_nothing_runs_one_sentence_says_so() throws Exception {
    try (var verify = Launcher.run("verify", folder)) {
      assertThat(verify.awaitEnd()).isEqualTo(2);
      assertThat(verify.output()).contains("no platform runs on").doesNotContain("\tat ");
    }
  }

  private String done(String what) throws Exception {
    try (var operation = Launcher.run(what, folder)) {
      assertThat(operation.awaitEnd()).as(operation.output()).isZero();
      return operation.output();
    }
  }
}
