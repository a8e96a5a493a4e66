package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.delivery.core.Action;
import dev.rollcall.connector.delivery.core.Action.Publish;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.target.Opened;
import dev.rollcall.connector.target.RemoteAppContract;
import dev.rollcall.connector.target.TargetKind;
import dev.rollcall.connector.target.kafka.KafkaTopicKind;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What of the contract applies at a topic, which gets facts and keeps all of them, on a real
/// broker behind a wire that loses answers.
///
/// A topic has no accounts: what [dev.rollcall.connector.target.StateContract] says of creating,
/// finding, adopting and members, and what is read back, does not apply.
class KafkaContractIT extends TopicCase implements RemoteAppContract {
  private final LossyBroker broker = new LossyBroker();

  @BeforeEach
  void topic() {
    createTopic();
  }

  @AfterEach
  void close() {
    broker.close();
  }

  @Override
  public TargetKind<?> kind() {
    return new KafkaTopicKind();
  }

  @Override
  public JsonObject entry() {
    return plainly(broker.address());
  }

  @Override
  public JsonObject plainly(int port) {
    return plainly("127.0.0.1:" + port);
  }

  private JsonObject plainly(String address) {
    return entryAt(address).toBuilder().put("tls", false).put("allowPrivateAddress", true).build();
  }

  @Override
  public JsonObject securely(int port) {
    return entryAt("127.0.0.1:" + port);
  }

  private JsonObject entryAt(String address) {
    return JsonObject.builder().put("bootstrapServers", address).put("topic", topic).build();
  }

  /// Left out, as the only one: a broker never refuses for now. Where a quota is used up it takes
  /// the event and answers later, and the client waits by itself before it sends the next one.
  @Override
  public void a_target_that_is_busy_is_asked_again_and_is_in_no_trouble() {}

  @Override
  public void busy() {
    throw new UnsupportedOperationException("A broker is never busy");
  }

  @Override
  public Optional<String> asksForPause(Duration pause) {
    return Optional.of("A broker answers later, and the client waits by itself");
  }

  @Override
  public void losesAnswers() {
    broker.loses(true);
  }

  @Override
  public void calm() {
    broker.loses(false);
  }

  @Override
  public Action.Call change(Opened target) {
    return Facts.published(ADA, 1, "ada");
  }

  @Test
  void an_event_that_is_repeated_has_the_id_of_the_first_attempt_and_events_come_in_order() {
    try (var target = Opened.of(kind(), entry())) {
      published(target, Facts.published(ADA, 1, "ada"));
      losesAnswers();
      assertThat(target.perform(ADA, Facts.published(ADA, 2, "ada2"))).isInstanceOf(Failed.class);
      calm();
      published(target, Facts.published(ADA, 2, "ada2"));
      published(target, Facts.published(ADA, 3, "ada3"));

      List<String> ids = records(4).stream().map(it -> header(it, "ce_id")).toList();
      assertThat(ids.stream().distinct()).containsExactly("evt-1", "evt-2", "evt-3");
      // What was not heard of was there.
      assertThat(ids.stream().filter("evt-2"::equals)).hasSizeGreaterThan(1);
    }
  }

  @Test
  void a_test_call_says_that_the_topic_is_not_there_and_makes_none() {
    JsonObject elsewhere = entry().with("topic", new JsonString(topic + "-elsewhere"));
    try (var target = Opened.of(kind(), elsewhere)) {
      assertThat(RemoteAppContract.failure(target.probe().orElseThrow()).text())
          .isEqualTo("The topic does not exist");
      assertThat(RemoteAppContract.failure(target.probe().orElseThrow()).text())
          .isEqualTo("The topic does not exist");
    }
    try (var target = Opened.of(kind(), entry())) {
      assertThat(target.probe()).hasValue(new Done(null));
    }
  }

  /// As a lane does: on a machine that is busy the first attempts may take too long.
  private static void published(Opened target, Publish event) {
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> target.perform(ADA, event).equals(new Done(null)));
  }
}
