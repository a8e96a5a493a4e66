package dev.rollcall.connector.target.kafka;

import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.outbound.AddressRefusedException;
import dev.rollcall.connector.outbound.NoAnswer;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Classifies what went wrong at a topic.
final class KafkaFailures {
  private KafkaFailures() {}

  /// What went wrong before the event was sent: nobody who answered in time was there.
  static Failure ofOpening(Throwable thrown) {
    Failure failure = of(thrown);
    return failure.kind() == FailureKind.TIMEOUT
        ? Failure.of(FailureKind.UNREACHABLE, "No broker could be reached in time")
        : failure;
  }

  static Failure of(Throwable thrown) {
    Throwable cause = thrown;
    while ((cause instanceof ExecutionException || cause instanceof CompletionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (AddressRefusedException.isBehind(cause)) {
      return Failure.of(
          FailureKind.ADDRESS_REFUSED, "A broker's address is not public and not allowed");
    }
    return switch (cause) {
      case UnknownTopicOrPartitionException _ ->
          Failure.of(FailureKind.UNREACHABLE, "The topic does not exist");
      case TimeoutException _ ->
          Failure.of(FailureKind.TIMEOUT, "The brokers did not confirm within the time limit");
      case SslAuthenticationException _ -> Failure.of(FailureKind.UNREACHABLE, tls(cause));
      case AuthenticationException _ ->
          Failure.of(FailureKind.UNAUTHORIZED, "The brokers do not accept name and password");
      case AuthorizationException _ ->
          Failure.of(FailureKind.UNAUTHORIZED, "The brokers do not allow this");
      case ThrottlingQuotaExceededException _ ->
          Failure.of(FailureKind.THROTTLED, "The brokers' quota is used up");
      case RecordTooLargeException _ ->
          Failure.of(FailureKind.REFUSED, "The event is longer than the brokers take");
      case InvalidTopicException _ ->
          Failure.of(FailureKind.REFUSED, "The brokers do not take the name of the topic");
      case Throwable _ -> unreachable(cause);
    };
  }

  private static String tls(Throwable cause) {
    return "No answer: " + NoAnswer.known(cause).orElse("TLS: no agreement on a connection");
  }

  private static Failure unreachable(Throwable cause) {
    return Failure.of(
        FailureKind.UNREACHABLE, "No confirmation: " + cause.getClass().getSimpleName());
  }
}
