package dev.rollcall.projection.topics;

/// What is known of Kafka and its topics.
public sealed interface TopicState {

  /// Nobody has looked yet.
  record Unknown() implements TopicState {}

  /// Kafka did not answer.
  record Unreachable(String reason) implements TopicState {}

  /// A topic is not as it must be.
  record Wrong(String fault) implements TopicState {}

  /// All topics are as they must be.
  ///
  /// @param decisionsId the identity of the decisions topic: one that was made anew has another
  record Verified(String decisionsId) implements TopicState {}
}
