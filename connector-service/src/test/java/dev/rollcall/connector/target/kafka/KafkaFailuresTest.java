package dev.rollcall.connector.target.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaFailuresTest {
  static Stream<Throwable> thrown() {
    return Stream.of(
        new NotEnoughReplicasException("m"),
        new NotLeaderOrFollowerException("m"),
        new KafkaStorageException("m"),
        new NetworkException("m"),
        new DisconnectException("m"),
        new OutOfOrderSequenceException("m"),
        new UnsupportedVersionException("m"),
        new CorruptRecordException("m"),
        new UnknownServerException("m"),
        new InterruptException("m"),
        new KafkaException("m"),
        new IllegalStateException("m"));
  }

  @ParameterizedTest
  @MethodSource("thrown")
  void what_went_wrong_is_said_in_words(Throwable thrown) {
    Failure failure = KafkaFailures.of(new ExecutionException(thrown));

    assertThat(failure.kind()).isEqualTo(FailureKind.UNREACHABLE);
    assertThat(failure.text())
        .startsWith("No confirmation: ")
        .doesNotContain("Exception")
        .doesNotContain(thrown.getClass().getSimpleName());
  }

  @Test
  void what_lies_behind_it_is_what_is_said() {
    assertThat(KafkaFailures.of(new KafkaException("m", new UnknownHostException("k"))).text())
        .isEqualTo("No confirmation: name not found");
    assertThat(KafkaFailures.of(new NotEnoughReplicasException("m")).text())
        .isEqualTo("No confirmation: too few replicas of the partition are in sync");
  }
}
