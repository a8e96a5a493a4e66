package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backing.Ports;
import dev.rollcall.standalone.platform.Platform;
import dev.rollcall.standalone.platform.PlatformOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Kafka and PostgreSQL are taken away and given back: no service is started again.
@TestInstance(Lifecycle.PER_CLASS)
class OutageIT {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

  /// Services look at their servers every second or two.
  private static final Duration NOTICE_MAX = Duration.ofSeconds(20);

  private static final Duration RESUME_MAX = Duration.ofSeconds(60);

  /// What a client may have to wait for a refusal once the outage is known.
  private static final Duration REFUSAL_MAX = Duration.ofSeconds(5);

  private Platform platform;
  private Caller caller;

  @BeforeAll
  void start(@TempDir Path folder) {
    int port = Ports.free();
    platform = Platform.start(new PlatformOptions(CHECKOUT, folder, port), (_, _) -> {});
    caller = new Caller("http://127.0.0.1:" + port, platform.token());
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void without_kafka_writes_are_refused_at_once_reads_go_on_and_it_resumes() {
    String id = created("before.kafka");
    platform.kafka().kill();
    try {
      var health = caller.await("/health/ready", NOTICE_MAX, it -> it.status() == 503);
      assertThat(health.text()).contains("kafka");

      refusedAtOnce(caller.post("/scim/v2/Users", Caller.user("during.kafka")));
      assertThat(caller.get("/scim/v2/Users/" + id).status()).isEqualTo(200);
      assertThat(caller.get("/health/live").status()).isEqualTo(200);
    } finally {
      platform.kafka().start();
    }
    caller.await("/health/ready", RESUME_MAX, it -> it.status() == 200);
    created("during.kafka");
    created("after.kafka");
    assertThat(platform.obituary()).isEmpty();
  }

  @Test
  void without_postgres_everything_is_refused_at_once_and_it_resumes() {
    String id = created("before.postgres");
    platform.postgres().kill();
    try {
      caller.await("/health/ready", NOTICE_MAX, it -> it.status() == 503);

      refusedAtOnce(caller.post("/scim/v2/Users", Caller.user("during.postgres")));
      refusedAtOnce(caller.get("/scim/v2/Users/" + id));
      refusedAtOnce(caller.get("/scim/v2/Users?filter=userName%20eq%20%22before.postgres%22"));
      assertThat(caller.get("/health/live").status()).isEqualTo(200);
    } finally {
      platform.postgres().start();
    }
    caller.await("/health/ready", RESUME_MAX, it -> it.status() == 200);
    assertThat(caller.get("/scim/v2/Users/" + id).status()).isEqualTo(200);
    created("during.postgres");
    created("after.postgres");
    assertThat(platform.obituary()).isEmpty();
  }

  private String created(String name) {
    var answer = caller.post("/scim/v2/Users", Caller.user(name));
    assertThat(answer.status())
        .as("%s; %s", answer.text(), caller.get("/health/ready").text())
        .isEqualTo(201);
    return answer.string("id");
  }

  private static void refusedAtOnce(Caller.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.took()).isLessThan(REFUSAL_MAX);
    assertThat(answer.header("Retry-After").orElseThrow()).matches("[1-9][0-9]*");
    assertThat(answer.header("Content-Type").orElseThrow()).startsWith("application/scim+json");
    assertThat(answer.string("status")).isEqualTo("503");
  }
}
