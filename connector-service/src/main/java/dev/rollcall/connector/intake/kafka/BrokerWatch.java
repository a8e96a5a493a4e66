package dev.rollcall.connector.intake.kafka;

import dev.rollcall.connector.Settings;
import dev.rollcall.connector.operations.HealthPart;
import dev.rollcall.process.BrokenProcess;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Asks the brokers now and then whether they are there. A consumer does not tell: it waits in
/// silence for a broker that is gone.
public final class BrokerWatch implements SmartLifecycle, HealthPart {
  private static final Logger log = LoggerFactory.getLogger(BrokerWatch.class);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final long WAIT_SECONDS = 4;
  private static final String NO_ANSWER = "Kafka does not answer";

  private final Settings settings;
  private volatile boolean running;
  private volatile @Nullable String trouble = "Kafka has not answered yet";
  private @Nullable Thread thread;

  public BrokerWatch(Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  @Override
  public void start() {
    running = true;
    thread =
        Thread.ofPlatform()
            .daemon()
            .name("broker-watch")
            .start(BrokenProcess.guarding(log, "The watch over the brokers", this::run));
  }

  @Override
  public void stop() {
    running = false;
    Thread started = thread;
    if (started != null) {
      started.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void run() {
    while (running) {
      try (var admin = Admin.create(ConsumerSettings.admin(settings))) {
        watch(admin);
      } catch (KafkaException _) {
        // The address does not resolve: the next client may have more luck.
        trouble = NO_ANSWER;
        pause();
      }
    }
  }

  private void watch(Admin admin) {
    while (running) {
      try {
        admin.describeCluster().nodes().get(WAIT_SECONDS, TimeUnit.SECONDS);
        trouble = null;
      } catch (ExecutionException | TimeoutException _) {
        trouble = NO_ANSWER;
      } catch (InterruptedException _) {
        running = false;
      }
      pause();
    }
  }

  private void pause() {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException _) {
      running = false;
    }
  }
}
