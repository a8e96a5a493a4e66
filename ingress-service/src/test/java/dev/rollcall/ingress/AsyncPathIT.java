package dev.rollcall.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ingress.RequestLog.Recorded;
import dev.rollcall.schemas.event.Outcome;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Requests whose clients say how long they wait (RFC 7240 section 4.3, RFC 9967 section 2.5.1).
class AsyncPathIT extends WithLog {
  private static final String USERS = "/scim/v2/Users";

  @Test
  void who_waited_in_vain_as_long_as_it_said_is_told_where_the_end_can_be_read() {
    long began = System.nanoTime();
    HttpResponse<String> answer = create("vain", "respond-async, wait=1");
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    Recorded recorded = log.next();

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(took).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("Preference-Applied")).contains("respond-async");
    assertThat(answer.headers().firstValue("Set-Txn")).contains(recorded.request().id().value());
    assertThat(answer.headers().firstValue("Location"))
        .contains("https://scim.example/scim/v2/AsyncResponses/" + recorded.request().id().value());
  }

  @Test
  void who_was_told_where_to_look_repeats_nothing_by_sending_the_same_again() throws Exception {
    assertThat(create("twice", "respond-async").statusCode()).isEqualTo(202);
    Recorded first = log.next();
    assertThat(create("twice", "respond-async, wait=1").statusCode()).isEqualTo(202);
    Recorded second = log.next();

    assertThat(second.request().id()).isNotEqualTo(first.request().id());
    assertThat(second.request().possibleRetryOf()).isNull();
    log.ring(log.decision(second, new Outcome.Refused(409, null, "x"), List.of()));
  }

  private HttpResponse<String> create(String name, String preference) {
    return ingress.send(
        ingress
            .request("POST", USERS, "{\"userName\":\"" + name + "\"}")
            .header("Prefer", preference)
            .build());
  }
}
