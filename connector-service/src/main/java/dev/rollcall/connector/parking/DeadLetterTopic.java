package dev.rollcall.connector.parking;

import java.util.List;

/// Port to the dead-letter topic.
public interface DeadLetterTopic {

  /// Publishes all of these and returns when the log has them.
  ///
  /// @throws TopicUnavailableException where it may not have all
  void publish(List<DeadLetters.Waiting> letters);

  /// The topic did not take what it was given.
  final class TopicUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TopicUnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
