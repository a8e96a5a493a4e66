package dev.rollcall.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.bench.delivery.TargetApp.Call;
import dev.rollcall.bench.delivery.TargetApp.Reply;
import java.net.URI;
import org.junit.jupiter.api.Test;

final class LimitedAppTest {
  private final LimitedApp app = new LimitedApp(new TokenBucket(0.001, 2));

  @Test
  void who_comes_too_often_is_told_when_to_come_again_and_is_counted() {
    assertThat(app.firstNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(search().status()).isEqualTo(200);
    assertThat(search().status()).isEqualTo(200);
    Reply refused = search();
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.headers()).containsEntry("Retry-After", "1000");

    long first = app.firstNanos();
    assertThat(app.between(first, Long.MAX_VALUE)).isEqualTo(new LimitedApp.Window(3, 2));
    assertThat(app.between(first - 1, first)).isEqualTo(new LimitedApp.Window(0, 0));
  }

  private Reply search() {
    return app.reply(new Call("GET", URI.create("http://127.0.0.1/scim/v2/Users"), ""));
  }
}
