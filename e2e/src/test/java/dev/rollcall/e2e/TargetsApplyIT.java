package dev.rollcall.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.standalone.demoapp.ScimApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// `./rollcall targets apply` as an operator meets it: a file of two tenants, applied again and
/// again, and what the log has of it.
@ExtendWith(SharedPlatform.class)
class TargetsApplyIT {
  private static final Duration ARRIVES = Duration.ofSeconds(30);
  private static final String TOKEN = "token-of-an-app-that-nobody-may-see";

  @TempDir Path folder;
  private final ScimApp app = new ScimApp(TOKEN);
  private Tenant one;
  private Tenant other;

  @BeforeEach
  void tenants(Tenant given, Tenant another) throws IOException {
    one = given;
    other = another;
    Files.writeString(folder.resolve("tokens"), given.adminToken() + "\n" + another.adminToken());
  }

  @AfterEach
  void end() {
    app.close();
  }

  @Test
  void a_file_becomes_requests_and_a_second_time_none() throws Exception {
    file(crm(TOKEN, ""), feed(other, ""));
    assertThat(applied(0, "--dry-run"))
        .contains("would create  " + one.name() + "/crm", "would create  " + other.name());
    assertThat(historyOf(one, "crm")).as("a dry run records nothing").isZero();

    assertThat(applied(0))
        .contains(
            "created       " + one.name() + "/crm\n",
            "created       " + other.name() + "/people\n",
            "2 created");
    one.scim().post("/scim/v2/Users", Caller.user("ada"));
    await().atMost(ARRIVES).until(() -> app.state().users().containsKey("ada"));

    assertThat(applied(0)).contains("unchanged     " + one.name() + "/crm", "2 unchanged");
    assertThat(historyOf(one, "crm")).as("nothing was recorded").isEqualTo(1);
    assertThat(historyOf(other, "people")).isEqualTo(1);

    changesOneAndRefusesOne();
    takesAwayWhatTheFileDoesNotHave();
  }

  private void changesOneAndRefusesOne() throws Exception {
    file(crm("another-token", ""), feed(other, ",\"keepHours\":72"));
    assertThat(applied(1))
        .contains(
            "refused       " + one.name() + "/crm: ",
            "It answered 401",
            "changed       " + other.name() + "/people: keepHours",
            "1 refused, 1 changed");
    file(crm(TOKEN, ",\"timeoutMillis\":5000"), feed(other, ",\"keepHours\":72"));
    assertThat(applied(0)).contains("changed       " + one.name() + "/crm: timeoutMillis\n");

    var history = one.administration().get("/admin/history/target:crm");
    assertThat(history.text())
        .as("who and what")
        .contains("\"operation\":\"replace\"", "\"credential\":\"" + credential(one) + "\"")
        .contains("timeoutMillis", "\"fingerprint\"")
        .doesNotContain(TOKEN);
    assertThat(historyOf(one, "crm")).as("what was refused is not recorded").isEqualTo(2);
  }

  private void takesAwayWhatTheFileDoesNotHave() throws Exception {
    file(feed(one, ""), feed(other, ",\"keepHours\":72"));
    assertThat(applied(0))
        .contains("created       " + one.name() + "/people")
        .contains("left          " + one.name() + "/crm: it is not in the file");
    assertThat(applied(0, "--prune", "--dry-run")).contains("would remove  " + one.name() + "/crm");
    assertThat(configuration(one, "crm")).isEqualTo(200);
    assertThat(applied(0, "--prune")).contains("removed       " + one.name() + "/crm\n");
    assertThat(configuration(one, "crm")).isEqualTo(404);
    assertThat(app.state().users()).as("the app keeps what it has").containsKey("ada");

    file(feed(other, ",\"keepHours\":72"));
    assertThat(applied(0, "--prune"))
        .as("a tenant of which the file says nothing keeps what it has")
        .doesNotContain(one.name());
    assertThat(configuration(one, "people")).isEqualTo(200);
  }

  @Test
  void a_tenant_whose_token_is_not_given_is_refused_and_nothing_of_it_is_sent() throws Exception {
    Files.writeString(folder.resolve("tokens"), other.adminToken());
    file(crm(TOKEN, ""), feed(other, ""));

    assertThat(applied(1))
        .contains("refused       " + one.name() + "/crm: no token of an administrator")
        .contains("created       " + other.name() + "/people");
    assertThat(configuration(one, "crm")).isEqualTo(404);
    assertThat(configuration(other, "crm")).isEqualTo(404);
  }

  @Test
  void a_token_that_opens_nothing_and_a_file_that_is_none_get_one_line() throws Exception {
    Files.writeString(folder.resolve("tokens"), one.token());
    file(feed(one, ""));
    assertThat(applied(1).lines()).singleElement().asString().startsWith("rollcall: ");
    Files.writeString(folder.resolve("targets.json"), "{\"targets\":[{\"token\":\"" + TOKEN);
    assertThat(applied(2)).contains("Not valid JSON");
  }

  @Test
  void a_target_that_a_connector_read_itself_goes_over_and_nobody_is_made_twice() throws Exception {
    one.target(new JsonCodec(JsonLimits.CLIENT).readObject(crm(TOKEN, "").getBytes(UTF_8)));
    one.scim().post("/scim/v2/Users", Caller.user("ada"));
    await().atMost(ARRIVES).until(() -> app.state().users().containsKey("ada"));

    file(crm(TOKEN, ""));
    assertThat(applied(0)).contains("created       " + one.name() + "/crm");

    one.scim().post("/scim/v2/Users", Caller.user("kim"));
    await().atMost(ARRIVES).until(() -> app.state().users().containsKey("kim"));
    one.administration()
        .await("/admin/delivery/targets/crm", ARRIVES, it -> it.text().contains("\"backlog\":0"));
    assertThat(app.takeReceived())
        .filteredOn(it -> it.startsWith("POST /Users") && it.endsWith("201"))
        .as("an account for each of the two")
        .hasSize(2);
  }

  private static int configuration(Tenant tenant, String name) {
    return tenant
        .administration()
        .get("/admin/delivery/targets/" + name + "/configuration")
        .status();
  }

  /// How many requests the log has about a target.
  private static int historyOf(Tenant tenant, String name) {
    var answer = tenant.administration().get("/admin/history/target:" + name);
    return answer.status() == 404 ? 0 : answer.text().split("\"requestId\"", -1).length - 1;
  }

  /// The public part of an administrator's token.
  private static String credential(Tenant tenant) {
    return tenant.adminToken().split("_", -1)[1];
  }

  private String crm(String token, String more) {
    return ("{\"id\":\"crm\",\"tenant\":\"%s\",\"kind\":\"scim\",\"url\":\"%s\","
            + "\"token\":\"%s\",\"allowPrivateAddress\":true%s}")
        .formatted(one.name(), app.url(), token, more);
  }

  private static String feed(Tenant tenant, String more) {
    return "{\"id\":\"people\",\"tenant\":\"%s\",\"kind\":\"feed\"%s}"
        .formatted(tenant.name(), more);
  }

  private void file(String... entries) throws IOException {
    Files.writeString(
        folder.resolve("targets.json"), "{\"targets\":[" + String.join(",", entries) + "]}");
  }

  private String applied(int code, String... more) throws Exception {
    var arguments =
        new ArrayList<>(
            List.of(
                "apply",
                folder.resolve("targets.json").toString(),
                "--url",
                one.origin() + "/admin",
                "--token-file",
                folder.resolve("tokens").toString()));
    arguments.addAll(List.of(more));
    try (var run = Launcher.run("targets", folder, arguments.toArray(String[]::new))) {
      assertThat(run.awaitEnd()).as(run.output()).isEqualTo(code);
      assertThat(run.output()).doesNotContain(TOKEN, one.adminToken(), other.adminToken(), "\tat ");
      return run.output();
    }
  }
}
