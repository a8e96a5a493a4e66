package dev.rollcall.connector.target.kafka;

import dev.rollcall.connector.delivery.core.Action;
import dev.rollcall.connector.delivery.core.Action.Publish;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.outbound.Addresses;
import dev.rollcall.connector.outbound.OutboundRule;
import dev.rollcall.connector.outbound.Wire;
import dev.rollcall.connector.target.RemoteApp;
import dev.rollcall.connector.target.Site;
import dev.rollcall.schemas.event.ResourceRef;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// A topic of the owner's Kafka. An event is done when all in-sync replicas have it. After trouble
/// everything is opened anew: the addresses of the brokers are looked at again, and the topic must
/// be there, because it is never created from here. Opening blocks: each target has threads of its
/// own for it, so that brokers that are away hold up nobody else.
final class KafkaTopicApp implements RemoteApp {
  private static final Duration CLOSE_MAX = Duration.ofSeconds(1);

  /// One opens, and others wait for it or for what is known of a topic; sending does not block.
  private static final int THREADS_MAX = 4;

  private static final int IDLE_SECONDS = 30;

  private final KafkaTopicConnection connection;
  private final ClientSettings settings;
  private final Addresses addresses;
  private final String source;
  private final OutboundRule rule;
  private final AtomicReference<@Nullable Scheduler> threads = new AtomicReference<>();
  private @Nullable Producer<byte[], byte[]> producer;
  private boolean closed;

  KafkaTopicApp(KafkaTopicConnection connection, Site site) {
    this.connection = connection;
    this.settings = new ClientSettings(connection, site.rule().name(), site.rule().total());
    this.addresses = site.addresses(Wire.of(connection.tls()));
    this.rule = site.rule();
    String given = connection.source();
    this.source = given == null ? "/rollcall/targets/" + site.rule().name() : given;
  }

  @Override
  public Mono<Answer> perform(ResourceRef resource, Action.Call call) {
    if (!(call instanceof Publish(var event))) {
      throw new IllegalStateException("A topic gets facts, not differences");
    }
    ProducerRecord<byte[], byte[]> record = CloudEvent.of(event, connection.topic(), source);
    return onThreads(send(record));
  }

  /// Looks for the cluster and its topic, and whether we may write to it.
  @Override
  public Mono<Answer> probe() {
    return onThreads(Mono.fromCallable(this::asked));
  }

  private Answer asked() throws InterruptedException {
    try {
      Set<AclOperation> allowed =
          check(settings.asking(), new DescribeTopicsOptions().includeAuthorizedOperations(true));
      return allowed.isEmpty() || allowed.contains(AclOperation.WRITE)
          ? new Done(null)
          : new Failed(
              Failure.of(FailureKind.UNAUTHORIZED, "The brokers allow no writing to the topic"));
    } catch (KafkaException | UnknownHostException | ExecutionException e) {
      return new Failed(KafkaFailures.ofOpening(e));
    }
  }

  private Mono<Answer> onThreads(Mono<Answer> work) {
    return Mono.defer(() -> work.subscribeOn(threads())).publishOn(Schedulers.parallel());
  }

  private Scheduler threads() {
    Scheduler now = threads.get();
    if (now != null) {
      return now;
    }
    int keys = rule.inFlightMax();
    Scheduler made =
        Schedulers.newBoundedElastic(
            Math.min(keys, THREADS_MAX), keys, "kafka-" + rule.name(), IDLE_SECONDS, true);
    if (threads.compareAndSet(null, made)) {
      return made;
    }
    made.dispose();
    return Objects.requireNonNull(threads.get(), "Another one was faster");
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
          Scheduler made = threads.get();
          if (made != null) {
            made.dispose();
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
      check(settings.admin(), new DescribeTopicsOptions());
      open =
          new KafkaProducer<>(
              settings.producer(), new ByteArraySerializer(), new ByteArraySerializer());
      producer = open;
    }
    return open;
  }

  /// The clients of Kafka resolve names by themselves, so that this is a check before and not, as
  /// it is for HTTP, of what is dialled.
  ///
  /// @return what we may do with the topic, empty where the brokers do not say
  private Set<AclOperation> check(Map<String, Object> admins, DescribeTopicsOptions options)
      throws UnknownHostException, ExecutionException, InterruptedException {
    for (String broker : connection.bootstrap()) {
      addresses.dial(host(broker));
    }
    try (Admin admin = Admin.create(admins)) {
      for (Node node : admin.describeCluster().nodes().get()) {
        addresses.dial(node.host());
      }
      TopicDescription topic =
          admin
              .describeTopics(List.of(connection.topic()), options)
              .allTopicNames()
              .get()
              .get(connection.topic());
      Set<AclOperation> allowed = topic == null ? null : topic.authorizedOperations();
      return allowed == null ? Set.of() : Set.copyOf(allowed);
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
