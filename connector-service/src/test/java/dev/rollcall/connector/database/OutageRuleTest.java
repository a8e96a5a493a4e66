package dev.rollcall.connector.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutageRuleTest {

  @ParameterizedTest
  @CsvSource({
    ",      true,  no connection: the driver has no code to tell",
    "08006, true,  connection_failure",
    "57P01, true,  admin_shutdown",
    "57P03, true,  cannot_connect_now",
    "57014, true,  query_canceled",
    "53300, true,  too_many_connections",
    "40P01, true,  deadlock_detected",
    "28P01, true,  invalid_password",
    "42601, false, syntax_error",
    "42P01, false, undefined_table",
    "42703, false, undefined_column",
    "22P02, false, invalid_text_representation",
    "23505, false, unique_violation"
  })
  void what_passes_by_itself_is_an_outage(@Nullable String state, boolean outage, String name) {
    var said = new R2dbcNonTransientResourceException("said", state);

    assertThat(OutageRule.isOutage(said)).as(name).isEqualTo(outage);
    assertThat(OutageRule.isOutage(new IllegalStateException("wrapped", said)))
        .as(name)
        .isEqualTo(outage);
  }

  @Test
  void no_answer_in_time_and_a_broken_connection_are_outages() {
    assertThat(OutageRule.isOutage(new R2dbcTimeoutException("slow"))).isTrue();
    assertThat(OutageRule.isOutage(new TimeoutException())).isTrue();
    assertThat(OutageRule.isOutage(new IOException("Connection reset by peer"))).isTrue();
  }

  @Test
  void a_bug_is_none() {
    assertThat(OutageRule.isOutage(new NullPointerException())).isFalse();
    assertThat(OutageRule.isOutage(new IllegalArgumentException("no enum constant"))).isFalse();
  }
}
