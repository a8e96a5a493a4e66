package dev.rollcall.connector.target.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.target.Redaction;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class SqlFailuresTest {
  private final SqlFailures failures = new SqlFailures(new Redaction(200));

  @Test
  void who_does_not_answer_is_told_of_in_words() {
    var refused = new ConnectException("Connection refused: /127.0.0.1:1");

    assertThat(failures.of(refused))
        .isEqualTo(Failure.of(FailureKind.UNREACHABLE, "No answer: connection refused"));
    assertThat(failures.of(new R2dbcNonTransientResourceException("Cannot connect", refused)))
        .isEqualTo(Failure.of(FailureKind.UNREACHABLE, "No answer: connection refused"));
    assertThat(failures.of(new R2dbcNonTransientResourceException("Connection closed")))
        .isEqualTo(
            Failure.of(FailureKind.UNREACHABLE, "No answer: the connection to the database broke"));
  }
}
