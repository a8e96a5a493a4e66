package dev.rollcall.connector.replay.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.Result;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is asked for when something is to be sent again.
class OrderTest {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.CLIENT);

  @Test
  void an_order_says_where_it_begins_and_how_fast() {
    assertThat(read("{'from':'present'}"))
        .isEqualTo(ok(new Order(new From.Present(), 50, false, false, "")));
    assertThat(read("{'from':{'seq':7},'ratePerSecond':3,'reason':' why '}"))
        .isEqualTo(ok(new Order(new From.Seq(7), 3, false, false, "why")));
    assertThat(read("{'from':{'time':'2026-11-24T10:00:00Z'},'distrust':true}"))
        .isEqualTo(
            ok(
                new Order(
                    new From.Time(Instant.parse("2026-11-24T10:00:00Z")), 50, true, false, "")));
    assertThat(read("{'from':{'resourceId':'u1'},'dryRun':true}"))
        .isEqualTo(ok(new Order(new From.Resource("u1"), 50, false, true, "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'from':'past'}",
        "{'from':{}}",
        "{'from':{'seq':0}}",
        "{'from':{'seq':1.5}}",
        "{'from':{'seq':1,'time':'2026-11-24T10:00:00Z'}}",
        "{'from':{'time':'yesterday'}}",
        "{'from':{'resourceId':' '}}",
        "{'from':'present','ratePerSecond':0}",
        "{'from':'present','ratePerSecond':10001}",
        "{'from':'present','dryRun':'yes'}",
        "{'from':'present','reason':5}",
        "{'from':'present','rate':5}"
      })
  void what_cannot_be_meant_is_refused(String text) {
    assertThat(read(text)).isInstanceOf(Result.Refused.class);
  }

  @Test
  void the_pace_keeps_the_rate() {
    assertThat(Pace.of(1)).isEqualTo(new Pace(1, Duration.ofSeconds(1)));
    assertThat(Pace.of(50)).isEqualTo(new Pace(12, Duration.ofMillis(240)));
    assertThat(Pace.of(10_000)).isEqualTo(new Pace(500, Duration.ofMillis(50)));
  }

  private static Result<Order> ok(Order order) {
    return new Result.Ok<>(order);
  }

  private static Result<Order> read(String text) {
    JsonObject json = JSON.readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    return Order.read(json);
  }
}
