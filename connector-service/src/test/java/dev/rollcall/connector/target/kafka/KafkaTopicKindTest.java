package dev.rollcall.connector.target.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What an entry of a Kafka topic may say, and what the clients make of it.
class KafkaTopicKindTest {
  private final List<String> problems = new ArrayList<>();

  static Stream<String> faults() {
    return """
    {'bootstrapServers':'k','topic':'t'} -> 'bootstrapServers' must be 1 to 16 of 'host:port', separated by commas
    {'topic':'t'} -> 'bootstrapServers' is missing or not text
    {'bootstrapServers':'k:9092','topic':'a b'} -> 'topic' may have letters, digits, '.', '_' and '-', at most 249
    {'bootstrapServers':'k:9092','topic':'rollcall.requests'} -> 'topic' must not begin with 'rollcall.', as our own logs do
    {'bootstrapServers':'k:9092','topic':'t','tls':false} -> 'tls' must be true unless 'allowPrivateAddress' allows private addresses
    {'bootstrapServers':'k:9092','topic':'t','caCertificates':'x'} -> 'caCertificates' must be certificates in PEM form
    {'bootstrapServers':'k:9092','topic':'t','source':'a b'} -> 'source' must be a URI reference of at most 256 characters
    {'bootstrapServers':'k:9092','topic':'t','sasl':{'username':'u'}} -> 'password' is missing or not text
    {'bootstrapServers':'k:9092','topic':'t','sasl':{'mechanism':'gssapi','username':'u'},'password':'p'} -> 'sasl.mechanism' must be 'plain', 'scram_sha_256' or 'scram_sha_512'
    """
        .lines();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_fault_is_said_in_words(String row) {
    String[] sides = row.split(" -> ", -1);

    read(sides[0]);

    assertThat(problems).containsExactly(sides[1]);
  }

  @Test
  void a_password_cannot_leave_its_quotes_and_shows_nowhere() {
    KafkaTopicConnection connection =
        read(
            "{'bootstrapServers':'k-1:9092, [2001:db8::1]:9092','topic':'t',"
                + "'sasl':{'username':'u'},'password':'a\\\\\\\"; b'}");

    assertThat(problems).isEmpty();
    assertThat(connection.toString()).doesNotContain("; b");
    assertThat(String.valueOf(connection.sasl())).doesNotContain("; b");
    var settings = new ClientSettings(connection, "stream", Duration.ofSeconds(20)).producer();
    assertThat(settings)
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true)
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry(
            "sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required"
                + " username=\"u\" password=\"a\\\\\\\"; b\";");
  }

  private KafkaTopicConnection read(String text) {
    byte[] json = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return new KafkaTopicKind()
        .read(new EntryReader(new JsonCodec(JsonLimits.CLIENT).readObject(json), problems::add));
  }
}
