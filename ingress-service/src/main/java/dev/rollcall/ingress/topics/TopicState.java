package dev.rollcall.ingress.topics;

/// What is known of Kafka and its topics.
public sealed interface TopicState {

  /// Nobody has looked yet.
  record Unknown() implements TopicState {}

  /// Kafka did not answer.
  record Unreachable(String reason) implements TopicState {}

  /// A topic is not as it must be.
  record Wrong(String fault) implements TopicState {}

  /// All topics are as they must be.
  record Verified() implements TopicState {}
}
