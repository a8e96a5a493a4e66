package dev.rollcall.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ingress.RequestLog.Recorded;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.testkit.BackingServers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an ingress knew when it went, the next one finds in the log.
class RestartIT {
  private static final String USERS = "/scim/v2/Users";
  private static final String ADA = "{\"userName\":\"ada\"}";

  @Test
  void what_was_under_way_when_the_last_one_went_is_repeated_to_the_next(@TempDir Path folder)
      throws Exception {
    try (var querySide = new QuerySide();
        var first = Ingress.start(folder, querySide);
        var log = new RequestLog(BackingServers.bootstrapServers(), Ingress.PARTITIONS)) {
      var _ = first.sendAsync("POST", USERS, ADA);
      Recorded recorded = log.next();
      try (var second = first.again(querySide)) {
        var _ = second.sendAsync("POST", USERS, ADA);
        Recorded repeated = log.next();
        assertThat(repeated.request().possibleRetryOf()).isEqualTo(recorded.request().id());

        var _ = second.sendAsync("POST", USERS, "{\"userName\":\"another\"}");
        Recorded another = log.next();
        assertThat(another.request().possibleRetryOf()).isNull();

        // An end waits for what is under way.
        for (Recorded each : List.of(recorded, repeated, another)) {
          var refused = new Outcome.Refused(409, "uniqueness", "It is taken.");
          log.ring(log.decision(each, refused, List.of()));
        }
      }
    }
  }
}
