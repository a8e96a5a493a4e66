package dev.rollcall.projection;

import dev.rollcall.process.BrokenProcess;
import dev.rollcall.process.OwnTables;
import dev.rollcall.projection.decide.Deciding;
import dev.rollcall.projection.decide.LoopProgress;
import dev.rollcall.projection.decide.kafka.DeciderLoop;
import dev.rollcall.projection.decide.kafka.DeciderLoop.LoopParts;
import dev.rollcall.projection.decide.postgres.PostgresLedger;
import dev.rollcall.projection.postgres.Migration;
import dev.rollcall.projection.postgres.Sessions;
import dev.rollcall.projection.postgres.Statistics;
import dev.rollcall.projection.relay.Relay;
import dev.rollcall.projection.relay.kafka.KafkaDecisionLog;
import dev.rollcall.projection.relay.postgres.PostgresDecisionStore;
import dev.rollcall.projection.topics.RequiredTopic;
import dev.rollcall.projection.topics.TopicState;
import dev.rollcall.projection.topics.kafka.KafkaTopics;
import dev.rollcall.projection.trouble.StoreUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Puts the write side together and keeps it up: topics and tables first, then relay and loops.
/// Nothing that is down stops it; it tries again for ever, and readiness says what it waits for.
public final class WriteSide implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(WriteSide.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Duration STOP_MAX = Duration.ofSeconds(5);

  private final Settings settings;
  private final Limits limits;
  private final MeterRegistry meters;
  private final WriteSideState state;
  private final OwnTables tables = new OwnTables(Migration.TABLE);
  private final List<DeciderLoop> loops = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private @Nullable Relay relay;
  private @Nullable Statistics statistics;
  private @Nullable Thread keeper;
  private volatile boolean running;

  WriteSide(Settings settings, Limits limits, MeterRegistry meters, WriteSideState state) {
    this.settings = settings;
    this.limits = limits;
    this.meters = meters;
    this.state = state;
  }

  @Override
  public void start() {
    running = true;
    keeper =
        Thread.ofPlatform()
            .name("write-side")
            .start(BrokenProcess.guarding(log, "The write side", this::keep));
  }

  @Override
  public void stop() {
    running = false;
    join(keeper);
    loops.forEach(DeciderLoop::close);
    if (statistics != null) {
      statistics.close();
    }
    threads.forEach(this::join);
    if (relay != null) {
      relay.close();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void join(@Nullable Thread thread) {
    if (thread != null) {
      try {
        LockSupport.unpark(thread);
        thread.join(STOP_MAX);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void keep() {
    var required = RequiredTopic.all(settings.topicPartitions(), settings.topicReplication());
    try (var topics = new KafkaTopics(settings.kafkaBootstrap(), required)) {
      boolean migrated = false;
      while (running) {
        look(topics);
        migrated = migrated || migrate();
        if (migrated) {
          state.postgresIs(
              Sessions.probe(settings.postgres(), tables, () -> BrokenProcess.end(log, tables))
                  .orElse(null));
        }
        if (running && relay == null && migrated && state.topics() instanceof TopicState.Verified) {
          begin();
        }
        LockSupport.parkNanos((relay == null ? limits.retryDelayMin() : LOOK_EVERY).toNanos());
      }
    }
  }

  private void look(KafkaTopics topics) {
    TopicState seen = topics.check();
    if (!seen.equals(state.topics())) {
      log.info("Topics: {}", seen);
    }
    state.topicsAre(seen);
    Relay begun = relay;
    if (begun != null) {
      tell(begun, seen);
    }
  }

  private static void tell(Relay relay, TopicState topics) {
    if (topics instanceof TopicState.Verified(String decisionsId)) {
      relay.logIs(decisionsId);
    }
  }

  private boolean migrate() {
    try {
      new Migration(settings.postgres()).run();
      log.info("The tables are up to date in {}", settings.postgres());
      return true;
    } catch (StoreUnavailableException e) {
      if (state.postgresTrouble().isEmpty()) {
        log.warn("{}: {}", e.getMessage(), settings.postgres(), e);
      }
      state.postgresIs(e.getMessage());
      return false;
    }
  }

  private void begin() {
    var sessions = new Sessions(settings.postgres());
    var outlet =
        new Relay(
            new KafkaDecisionLog(settings.kafkaBootstrap()),
            new PostgresDecisionStore(sessions),
            limits);
    // Before any partition asks where the log ends: a topic that comes later is another one.
    tell(outlet, state.topics());
    outlet.start();
    relay = outlet;
    var kept = new Statistics(sessions);
    Thread.ofPlatform()
        .daemon()
        .name("statistics")
        .start(BrokenProcess.guarding(log, "The look at statistics", kept));
    statistics = kept;
    state.relayIs(outlet);
    LoopProgress progress = state.progress();
    var deciding = new Deciding(limits, settings.topicPartitions(), outlet, meters);
    for (int i = 1; i <= settings.deciderThreads(); i++) {
      String name = "decider-" + i;
      var ledger = new PostgresLedger(sessions);
      var loop =
          new DeciderLoop(
              name,
              settings.kafkaBootstrap(),
              new LoopParts(deciding, ledger, ledger, outlet, progress, limits));
      loops.add(loop);
      threads.add(Thread.ofPlatform().name(name).start(BrokenProcess.guarding(log, name, loop)));
    }
    state.begun();
  }
}
