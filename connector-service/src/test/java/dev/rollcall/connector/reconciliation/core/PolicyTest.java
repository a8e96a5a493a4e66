package dev.rollcall.connector.reconciliation.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.reconciliation.core.Policy.Chosen;
import dev.rollcall.connector.reconciliation.core.Policy.Response;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is done about what was found.
class PolicyTest {

  @Test
  void everything_is_reported_where_nothing_is_said() {
    assertThat(Policy.STANDARD.every()).isNull();
    assertThat(Policy.STANDARD.with(Response.REPAIR).isEmpty()).isTrue();
    assertThat(Policy.STANDARD.with(Response.ASK).isEmpty()).isTrue();
  }

  @Test
  void each_kind_gets_its_response_and_what_is_not_ours_only_its_own() {
    var policy =
        new Policy(
            Duration.ofDays(1),
            Response.REPAIR,
            Response.ASK,
            Response.REPAIR,
            Response.REPORT,
            Response.ASK);

    assertThat(policy.with(Response.REPAIR))
        .isEqualTo(new Chosen(Set.of(Kind.MISSING, Kind.MEMBER_MISSING, Kind.MEMBER_EXTRA), false));
    assertThat(policy.with(Response.ASK)).isEqualTo(new Chosen(Set.of(Kind.DRIFT), true));
    assertThat(policy.print()).isEqualTo("reconciliation PT24H repair ask repair report ask");
  }

  @Test
  void kinds_have_names_that_can_be_read_back() {
    for (Kind kind : Kind.values()) {
      assertThat(Kind.of(kind.logicalName())).contains(kind);
    }
    assertThat(Kind.of("DRIFT")).isEmpty();
  }
}
