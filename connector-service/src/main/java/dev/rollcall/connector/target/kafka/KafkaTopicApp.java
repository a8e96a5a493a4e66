package dev.rollcall.connector.target.kafka;

import dev.rollcall.connector.delivery.core.Action;
import dev.rollcall.connector.delivery.core.Action.Publish;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.outbound.Addresses;
import dev.rollcall.connector.outbound.Wire;
import dev.rollcall.connector.target.RemoteApp;
import dev.rollcall.connector.target.Site;
import dev.rollcall.schemas.event.ResourceRef;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// A topic of the owner's Kafka. An event is done when all in-sync replicas have it. After trouble
/// everything is opened anew: the addresses of the brokers are looked at again, and the topic must
/// be there, because it is never created from here.
final class KafkaTopicApp implements RemoteApp {
  private static final Duration CLOSE_MAX = Duration.ofSeconds(1);

  private final KafkaTopicConnection connection;
  private final ClientSettings settings;
  private final Addresses addresses;
  private final String source;
  private @Nullable Producer<byte[], byte[]> producer;
  private boolean closed;

  KafkaTopicApp(KafkaTopicConnection connection, Site site) {
    this.connection = connection;
    this.settings = new ClientSettings(connection, site.rule().name(), site.rule().total());
    this.addresses = site.addresses(Wire.of(connection.tls()));
    String given = connection.source();
    this.source = given == null ? "/rollcall/targets/" + site.rule().name() : given;
  }

  @Override
  public Mono<Answer> perform(ResourceRef resource, Action.Call call) {
    if (!(call instanceof Publish(var event))) {
      throw new IllegalStateException("A topic gets facts, not differences");
    }
    ProducerRecord<byte[], byte[]> record = CloudEvent.of(event, connection.topic(), source);
    return send(record).subscribeOn(Schedulers.boundedElastic()).publishOn(Schedulers.parallel());
  }

  @Override
  public void close() {
    Thread.ofVirtual()
        .start(() -> {
          Producer<byte[], byte[]> open;
          synchronized (this) {
            closed = true;
            open = producer;
            producer = null;
          }
          if (open != null) {
            open.close(CLOSE_MAX);
          }
        });
  }

  private Mono<Answer> send(ProducerRecord<byte[], byte[]> record) {
    return Mono.create(sink -> {
      long begun = System.nanoTime();
      try {
        Producer<byte[], byte[]> open = open();
        if (System.nanoTime() - begun > settings.opening().toNanos()) {
          sink.success(
              new Failed(Failure.of(FailureKind.TIMEOUT, "The brokers were not reached in time")));
          return;
        }
        var _ =
            open.send(
                record,
                (_, e) -> {
                  if (e == null) {
                    sink.success(new Done(null));
                  } else {
                    sink.success(new Failed(failure(open, e)));
                  }
                });
      } catch (KafkaException | UnknownHostException | ExecutionException e) {
        sink.success(new Failed(KafkaFailures.ofOpening(e)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        sink.success(new Failed(KafkaFailures.of(e)));
      }
    });
  }

  private Failure failure(Producer<byte[], byte[]> open, Exception e) {
    Failure failure = KafkaFailures.of(e);
    if (failure.kind() != FailureKind.REFUSED) {
      forget(open);
    }
    return failure;
  }

  private synchronized Producer<byte[], byte[]> open()
      throws UnknownHostException, ExecutionException, InterruptedException {
    Producer<byte[], byte[]> open = producer;
    if (open == null) {
      if (closed) {
        throw new KafkaException("The target was closed");
      }
      check();
      open =
          new KafkaProducer<>(
              settings.producer(), new ByteArraySerializer(), new ByteArraySerializer());
      producer = open;
    }
    return open;
  }

  /// The clients of Kafka resolve names by themselves, so that this is a check before and not, as
  /// it is for HTTP, of what is dialled.
  private void check() throws UnknownHostException, ExecutionException, InterruptedException {
    for (String broker : connection.bootstrap()) {
      addresses.dial(host(broker));
    }
    try (Admin admin = Admin.create(settings.admin())) {
      for (Node node : admin.describeCluster().nodes().get()) {
        addresses.dial(node.host());
      }
      admin.describeTopics(List.of(connection.topic())).allTopicNames().get();
    }
  }

  private static String host(String broker) {
    String host = broker.substring(0, broker.lastIndexOf(':'));
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private void forget(Producer<byte[], byte[]> failed) {
    synchronized (this) {
      if (failed.equals(producer)) {
        producer = null;
      }
    }
    Thread.ofVirtual().start(() -> failed.close(CLOSE_MAX));
  }
}
