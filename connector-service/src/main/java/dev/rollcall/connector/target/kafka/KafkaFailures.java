package dev.rollcall.connector.target.kafka;

import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.outbound.AddressRefusedException;
import dev.rollcall.connector.outbound.NoAnswer;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.FencedLeaderEpochException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

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
    return Failure.of(FailureKind.UNREACHABLE, "No confirmation: " + why(cause));
  }

  /// Who reads it knows brokers, and not the classes of the client.
  private static String why(Throwable cause) {
    return switch (cause) {
      case NotEnoughReplicasException _, NotEnoughReplicasAfterAppendException _ ->
          "too few replicas of the partition are in sync";
      case NotLeaderOrFollowerException _,
          LeaderNotAvailableException _,
          FencedLeaderEpochException _ ->
          "the partition has no leader, or another one by now";
      case KafkaStorageException _ -> "the broker cannot write to its disk";
      case NetworkException _, DisconnectException _ -> "the connection to the broker broke";
      case ProducerFencedException _,
          InvalidProducerEpochException _,
          OutOfOrderSequenceException _,
          InvalidPidMappingException _ ->
          "the brokers lost track of what was sent before";
      case UnsupportedVersionException _ -> "the brokers are too old for what was asked";
      case CorruptRecordException _ -> "the event was damaged on the way";
      case UnknownServerException _ -> "the broker has a fault of its own";
      case InterruptException _, InterruptedException _ -> "the connector is stopping";
      case Throwable _ -> NoAnswer.known(cause).orElse("the connection to the brokers broke");
    };
  }
}
