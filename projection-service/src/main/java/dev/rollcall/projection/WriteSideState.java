package dev.rollcall.projection;

import dev.rollcall.projection.decide.LoopProgress;
import dev.rollcall.projection.health.HealthPart;
import dev.rollcall.projection.relay.Relay;
import dev.rollcall.projection.topics.TopicState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What readiness knows of the write side. Safe for use by several threads.
final class WriteSideState {
  private final Limits limits;
  private final LoopProgress progress = new LoopProgress();
  private volatile TopicState topics = new TopicState.Unknown();
  private volatile @Nullable String postgres = "The tables were not looked at yet";
  private volatile @Nullable Relay relay;
  private volatile boolean begun;

  WriteSideState(Limits limits) {
    this.limits = limits;
  }

  LoopProgress progress() {
    return progress;
  }

  TopicState topics() {
    return topics;
  }

  void topicsAre(TopicState seen) {
    topics = seen;
  }

  void postgresIs(@Nullable String trouble) {
    postgres = trouble;
  }

  Optional<String> postgresTrouble() {
    return Optional.ofNullable(postgres);
  }

  void relayIs(Relay started) {
    relay = started;
  }

  void begun() {
    begun = true;
  }

  List<HealthPart> parts() {
    return List.of(
        new HealthPart("kafka", this::kafkaTrouble),
        new HealthPart("topics", this::topicTrouble),
        new HealthPart("postgres", this::postgresTrouble),
        new HealthPart("decider", this::deciderTrouble),
        new HealthPart("relay", this::relayTrouble));
  }

  private Optional<String> kafkaTrouble() {
    return switch (topics) {
      case TopicState.Unknown _ -> Optional.of("Kafka was not asked yet");
      case TopicState.Unreachable(String reason) -> Optional.of(reason);
      case TopicState.Wrong _, TopicState.Verified _ -> Optional.empty();
    };
  }

  private Optional<String> topicTrouble() {
    return switch (topics) {
      case TopicState.Wrong(String fault) -> Optional.of(fault);
      case TopicState.Unknown _, TopicState.Unreachable _ ->
          Optional.of("The topics are not verified");
      case TopicState.Verified _ -> Optional.empty();
    };
  }

  private Optional<String> deciderTrouble() {
    if (!begun) {
      return Optional.of("Deciding has not begun: topics and tables come first");
    }
    return progress
        .partitionTrouble(limits.waitTolerated())
        .or(() -> progress.trouble(limits.claimHeldMax()));
  }

  private Optional<String> relayTrouble() {
    Relay started = relay;
    return started == null ? Optional.of("The relay has not begun") : started.trouble();
  }
}
