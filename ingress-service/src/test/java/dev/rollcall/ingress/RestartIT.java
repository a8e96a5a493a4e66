package dev.rollcall.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ingress.RequestLog.Recorded;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.testkit.BackingServers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an ingress knew when it went, the next one finds in the log.
class RestartIT {
  private static final String USERS = "/scim/v2/Users";
  private static final String ADA = "{\"userName\":\"ada\"}";

  @Test
  void what_was_under_way_when_the_last_one_went_is_repeated_to_the_next(@TempDir Path folder)
      throws Exception {
    try (var querySide = new QuerySide();
        var first = Ingress.start(folder, querySide);
        var log = new RequestLog(BackingServers.bootstrapServers(), Ingress.PARTITIONS)) {
      var _ = first.sendAsync("POST", USERS, ADA);
      Recorded recorded = log.next();
      try (var second = first.again(querySide)) {
        var _ = second.sendAsync("POST", USERS, ADA);
        Recorded repeated = log.next();
        assertThat(repeated.request().possibleRetryOf()).isEqualTo(recorded.request().id());

        var _ = second.sendAsync("POST", USERS, "{\"userName\":\"another\"}");
        Recorded another = log.next();
        assertThat(another.request().possibleRetryOf()).isNull();

        // An end waits for what is under way.
        for (Recorded each : List.of(recorded, repeated, another)) {
          var refused = new Outcome.Refused(409, "uniqueness", "It is taken.");
          log.ring(log.decision(each, refused, List.of()));
        }
      }
    }
  }

  /// Ingress alone writes this log, but for whoever has a way to the broker. What cannot be read is
  /// the decider's trouble.
  @Test
  void a_record_without_a_value_at_the_end_of_the_log_keeps_nobody_from_starting(
      @TempDir Path folder) throws Exception {
    try (var querySide = new QuerySide();
        var first = Ingress.start(folder, querySide)) {
      appendNothing();
      try (var log = new RequestLog(BackingServers.bootstrapServers(), Ingress.PARTITIONS);
          var second = first.again(querySide)) {
        var _ = second.sendAsync("POST", USERS, "{\"userName\":\"grace\"}");
        Recorded recorded = log.next();
        var refused = new Outcome.Refused(409, "uniqueness", "It is taken.");
        log.ring(log.decision(recorded, refused, List.of()));
      }
    }
  }

  private static void appendNothing() throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", BackingServers.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(Topics.REQUESTS, 0, null, null)).get();
    }
  }
}
