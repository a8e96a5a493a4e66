package dev.rollcall.e2e.crash.cluster;

import dev.rollcall.e2e.crash.core.Fault;
import dev.rollcall.e2e.crash.core.Operations.Span;
import dev.rollcall.e2e.crash.core.Operations.Struck;
import dev.rollcall.e2e.crash.core.Poison;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does to a cluster what a schedule says.
public final class Nemesis {
  private static final Logger log = LoggerFactory.getLogger(Nemesis.class);

  private final Cluster cluster;
  private final List<Struck> struck = new CopyOnWriteArrayList<>();
  private final Map<String, ReentrantLock> victims = new ConcurrentHashMap<>();

  public Nemesis(Cluster cluster) {
    this.cluster = cluster;
  }

  /// Plays a schedule and returns when its last fault is over.
  ///
  /// @throws ExecutionException where something could not be done, or not be undone
  public void play(List<Fault> schedule) throws InterruptedException, ExecutionException {
    Instant began = Instant.now();
    var under = new ArrayList<Future<?>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Fault fault : schedule) {
        sleep(Duration.between(Instant.now(), began.plus(fault.at())));
        under.add(threads.submit(() -> strike(fault)));
      }
    }
    for (Future<?> each : under) {
      each.get();
    }
  }

  /// Does one thing, and returns when it is over. What came to nothing, because whom it was to
  /// freeze was dead, is none of what was done. Nobody is struck by two at once: a stop may take
  /// longer than was planned, and what is started by both could be started twice.
  public void strike(Fault fault) {
    var victim = victims.computeIfAbsent(fault.victim(), _ -> new ReentrantLock());
    victim.lock();
    try {
      strikeAlone(fault);
    } finally {
      victim.unlock();
    }
  }

  private void strikeAlone(Fault fault) {
    Instant from = Instant.now();
    log.info("Nemesis: {}", fault);
    Instant done = from;
    Instant relented = from;
    try {
      perform(fault);
      done = Instant.now();
      sleep(fault.lasts());
      relented = Instant.now();
      relent(fault);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (NotRunningException e) {
      log.info("Nemesis: {} came to nothing: {}", fault, e.getMessage());
      return;
    } catch (SQLException e) {
      log.info("Nemesis: {} came to nothing: {}", fault, e.getMessage());
    }
    struck.add(new Struck(fault, new Span(from, Instant.now()), new Span(done, relented)));
  }

  /// What was done so far.
  public List<Struck> struck() {
    return List.copyOf(struck);
  }

  private void perform(Fault fault) throws SQLException, NotRunningException {
    String victim = fault.victim();
    switch (fault.kind()) {
      case KILL -> cluster.service(victim).kill();
      case FREEZE -> cluster.service(victim).freeze();
      case KAFKA_KILL -> cluster.kafka().kill();
      case KAFKA_STOP -> cluster.kafka().stop();
      case KAFKA_FREEZE -> new ProcessTree(cluster.kafka().running()).freeze();
      case POSTGRES_STOP -> cluster.postgres().kill();
      case POSTGRES_FREEZE -> new ProcessTree(cluster.postgres().running()).freeze();
      case SESSIONS_END -> endSessions(victim);
      case KAFKA_CUT_TO -> cluster.lines(victim).kafka().weatherIs(Weather.CUT_UP);
      case KAFKA_CUT_FROM -> cluster.lines(victim).kafka().weatherIs(Weather.CUT_DOWN);
      case POSTGRES_CUT_TO -> cluster.lines(victim).postgresWeatherIs(Weather.CUT_UP);
      case POSTGRES_CUT_FROM -> cluster.lines(victim).postgresWeatherIs(Weather.CUT_DOWN);
      case CLIENTS_CUT_TO -> cluster.lines(victim).clientsWeatherIs(Weather.CUT_UP);
      case CLIENTS_CUT_FROM -> cluster.lines(victim).clientsWeatherIs(Weather.CUT_DOWN);
      case DELAY -> cluster.lines(victim).weatherIs(Weather.LATE);
      case SLICE -> cluster.lines(victim).weatherIs(Weather.SLICED);
      case POISON -> cluster.poisoner().plant(Poison.valueOf(victim));
    }
  }

  private void relent(Fault fault) {
    String victim = fault.victim();
    switch (fault.kind()) {
      case KILL, SESSIONS_END, POISON -> {}
      case FREEZE -> cluster.service(victim).wake();
      case KAFKA_KILL, KAFKA_STOP -> cluster.kafka().start();
      case KAFKA_FREEZE -> new ProcessTree(cluster.kafka().running()).wake();
      case POSTGRES_STOP -> cluster.postgres().start();
      case POSTGRES_FREEZE -> new ProcessTree(cluster.postgres().running()).wake();
      case KAFKA_CUT_TO, KAFKA_CUT_FROM, POSTGRES_CUT_TO, POSTGRES_CUT_FROM, DELAY, SLICE ->
          cluster.lines(victim).weatherIs(Weather.FAIR);
      case CLIENTS_CUT_TO, CLIENTS_CUT_FROM -> cluster.lines(victim).hangUp();
    }
  }

  private void endSessions(String victim) throws SQLException {
    try (var session = cluster.session();
        var statement =
            session.prepareStatement(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = ?")) {
      statement.setString(1, victim);
      statement.execute();
    }
  }

  private static void sleep(Duration time) throws InterruptedException {
    if (time.isPositive()) {
      Thread.sleep(time);
    }
  }
}
