package dev.rollcall.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ingress.RequestLog.Recorded;
import dev.rollcall.testkit.BackingServers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an ingress knew when it went, the next one finds in the log.
class RestartIT {
  private static final String USERS = "/scim/v2/Users";
  private static final String ADA = "{\"userName\":\"ada\"}";

  @Test
  void what_was_under_way_when_the_last_one_went_is_repeated_to_the_next(@TempDir Path folder) {
    try (var querySide = new QuerySide();
        var first = Ingress.start(folder, querySide);
        var log = new RequestLog(BackingServers.bootstrapServers(), Ingress.PARTITIONS)) {
      var _ = first.sendAsync("POST", USERS, ADA);
      Recorded recorded = log.next();
      try (var second = first.again(querySide)) {
        var _ = second.sendAsync("POST", USERS, ADA);
        assertThat(log.next().request().possibleRetryOf()).isEqualTo(recorded.request().id());

        var _ = second.sendAsync("POST", USERS, "{\"userName\":\"another\"}");
        assertThat(log.next().request().possibleRetryOf()).isNull();
      }
    }
  }
}
