package dev.rollcall.connector.target.kafka;

import dev.rollcall.connector.delivery.core.Event;
import dev.rollcall.connector.target.EventBody;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/// A fact as a CloudEvent 1.0 in the binary form of the Kafka protocol binding: the attributes are
/// headers, the data is the value, and the key is the resource's id, so that its events keep their
/// order in one partition.
final class CloudEvent {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final String TYPE_PREFIX = "dev.rollcall.";

  private CloudEvent() {}

  static ProducerRecord<byte[], byte[]> of(Event event, String topic, String source) {
    String resource = event.fact().resource().id().value();
    List<Header> headers =
        List.of(
            header("ce_specversion", "1.0"),
            header("ce_id", event.id()),
            header("ce_source", source),
            header("ce_type", TYPE_PREFIX + EventBody.type(event.fact())),
            header("ce_subject", event.fact().resource().type() + "/" + resource),
            header("ce_time", event.recordedAt().toString()),
            header("content-type", "application/json"));
    return new ProducerRecord<>(
        topic, null, bytes(resource), JSON.write(EventBody.data(event.fact())), headers);
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, bytes(value));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
