package dev.rollcall.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.faults.Orders.Halt;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrdersTest {

  @Test
  void orders_stand_behind_commas() {
    Orders orders =
        Orders.parse("crash=ingress.sent,crash=connector.called@3,bug=retry-after-dropped");
    assertThat(orders.halts())
        .containsExactly(
            new Halt(CrashPoints.named("ingress.sent").orElseThrow(), 1),
            new Halt(CrashPoints.named("connector.called").orElseThrow(), 3));
    assertThat(orders.bugs()).isEqualTo(List.of(SeededBugs.named("retry-after-dropped").get()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "crash",
        "crash=",
        "crash=ingress.nowhere",
        "crash=ingress.sent@0",
        "crash=ingress.sent,",
        "bug=none",
        "bug=fence-skipped@2",
        "crsh=ingress.sent"
      })
  void what_names_nothing_is_refused(String argument) {
    assertThatThrownBy(() -> Orders.parse(argument))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("faults: ");
  }
}
