package dev.rollcall.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.bench.delivery.TargetApp.Call;
import dev.rollcall.bench.load.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SlowAppTest {

  @Test
  void each_call_takes_its_time_and_is_answered_then() {
    var now = new AtomicLong(17);
    var ticker =
        new Ticker() {
          @Override
          public long nanos() {
            return now.get();
          }

          @Override
          public void awaitUntil(long nanos) {
            now.set(nanos);
          }
        };
    var app = new SlowApp(ticker, Duration.ofMillis(500));
    var call = new Call("POST", URI.create("/scim/v2/Users"), "{\"externalId\":\"a\"}");

    assertThat(app.reply(call).status()).isEqualTo(201);
    assertThat(app.reply(call).status()).isEqualTo(201);

    assertThat(now).hasValue(17 + Duration.ofSeconds(1).toNanos());
    assertThat(app.calls()).isEqualTo(2);
  }
}
