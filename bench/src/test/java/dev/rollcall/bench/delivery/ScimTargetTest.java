package dev.rollcall.bench.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.bench.delivery.TargetApp.Call;
import dev.rollcall.bench.delivery.TargetApp.Reply;
import java.net.URI;
import org.junit.jupiter.api.Test;

final class ScimTargetTest {
  private static final String MARK = "bench-0123456789ab-7";
  private static final String USER =
      "{\"userName\":\"" + MARK + "@load.example\",\"externalId\":\"" + MARK + "\"}";

  private final Arrivals arrivals = new Arrivals();
  private final ScimTarget target = new ScimTarget(arrivals);

  @Test
  void a_user_is_created_found_read_replaced_and_deleted() {
    assertThat(send("GET", "/Users?filter=externalId+eq+%22" + MARK + "%22", "").body())
        .contains("\"totalResults\":0");
    assertThat(send("POST", "/Users", USER).status()).isEqualTo(201);
    assertThat(send("GET", "/Users?filter=externalId+eq+%22" + MARK + "%22", "").body())
        .contains("\"totalResults\":1", "\"id\":\"t1\"", MARK);
    assertThat(send("PUT", "/Users/t1", USER).status()).isEqualTo(200);
    assertThat(send("GET", "/Users/t1", "").body()).contains(MARK);
    assertThat(send("PATCH", "/Users/t1", "{}").status()).isEqualTo(204);
    assertThat(send("DELETE", "/Users/t1", "").status()).isEqualTo(204);
    assertThat(send("GET", "/Users/t1", "").status()).isEqualTo(404);
    assertThat(send("GET", "/Users?filter=externalId%20eq%20%22" + MARK + "%22", "").body())
        .contains("\"totalResults\":0");
  }

  @Test
  void an_account_that_was_switched_off_is_shown_so() {
    send("POST", "/Users", USER);
    send(
        "PATCH",
        "/Users/t1",
        "{\"Operations\":[{\"op\":\"replace\",\"path\":\"active\",\"value\":false}]}");
    assertThat(send("GET", "/Users/t1", "").body()).contains("\"active\":false");
  }

  @Test
  void the_first_arrival_of_a_user_counts() {
    assertThat(arrivals.has(MARK)).isFalse();
    assertThat(arrivals.nanos(MARK)).isEqualTo(Long.MAX_VALUE);
    send("POST", "/Users", USER);
    long first = arrivals.nanos(MARK);
    send("PUT", "/Users/t1", USER);
    assertThat(arrivals.has(MARK)).isTrue();
    assertThat(arrivals.nanos(MARK)).isEqualTo(first);
  }

  @Test
  void what_is_not_there_is_told_so() {
    assertThat(send("GET", "/ServiceProviderConfig", "").status()).isEqualTo(404);
    assertThat(send("PATCH", "/Groups/t9", "{}").status()).isEqualTo(404);
    send("POST", "/Groups", "{\"displayName\":\"g\"}");
    assertThat(send("TRACE", "/Groups/t1", "").status()).isEqualTo(405);
  }

  private Reply send(String method, String path, String body) {
    return target.reply(new Call(method, URI.create("http://127.0.0.1/scim/v2" + path), body));
  }
}
