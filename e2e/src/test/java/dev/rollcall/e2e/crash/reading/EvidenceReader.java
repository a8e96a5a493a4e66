package dev.rollcall.e2e.crash.reading;

import dev.rollcall.e2e.crash.cluster.Cluster;
import dev.rollcall.e2e.crash.cluster.Service;
import dev.rollcall.e2e.crash.core.Held;
import dev.rollcall.e2e.crash.core.Logs;
import dev.rollcall.e2e.crash.core.Logs.Deciding;
import dev.rollcall.e2e.crash.core.Logs.Move;
import dev.rollcall.e2e.crash.core.Logs.Reread;
import dev.rollcall.e2e.crash.core.Operations.Alarms;
import dev.rollcall.e2e.crash.core.Operations.Verification;
import dev.rollcall.e2e.crash.core.Planted;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what a cluster holds when all is calm.
public final class EvidenceReader {
  private static final int REREADS_MAX = 60;
  private static final String ANSWERS = "projection-1";
  private static final Pattern QUARANTINED =
      Pattern.compile("Quarantined request \\S+ at partition (\\d+) offset (\\d+)");
  private static final Pattern QUARANTINED_COUNT =
      Pattern.compile("rollcall_decisions_total\\{outcome=\"quarantined\"} (\\S+)");

  private final Cluster cluster;
  private final KafkaReader kafka;

  public EvidenceReader(Cluster cluster) {
    this.cluster = cluster;
    this.kafka = new KafkaReader(cluster.kafka().bootstrapServers());
  }

  /// The logs and the ledger.
  ///
  /// @param rereads what the platform says now about some of the decisions
  public Logs logs(List<Reread> rereads) throws SQLException {
    List<Deciding> decisions = kafka.decisions();
    try (var session = cluster.session()) {
      var tables = new Tables(session);
      Map<Integer, Long> ends = kafka.ends(Topics.REQUESTS);
      return new Logs(
          kafka.requests(),
          kafka.poison(),
          decisions,
          tables.ledger(),
          ends,
          tables.positions(),
          tables.moves(),
          rereads);
    }
  }

  /// Asks for some of the decisions again.
  public List<Reread> rereads() throws InterruptedException {
    List<Deciding> decisions = kafka.decisions();
    var rereads = new ArrayList<Reread>();
    int step = Math.max(1, decisions.size() / REREADS_MAX);
    var internal = new Internal(cluster.service(ANSWERS).port());
    for (int i = 0; i < decisions.size(); i += step) {
      var decision = decisions.get(i).decision();
      rereads.add(internal.reread(decision.tenant().value(), decision.requestId().value()));
    }
    return rereads;
  }

  /// How positions have moved so far.
  public List<Move> moves() throws SQLException {
    try (var session = cluster.session()) {
      return new Tables(session).moves();
    }
  }

  public List<Held> directory() throws SQLException {
    try (var session = cluster.session()) {
      return new Tables(session).directory();
    }
  }

  /// The switches that connectors still hold ready for keys that are finished.
  public List<String> keptSwitches() throws SQLException {
    try (var session = cluster.session()) {
      return new Tables(session).keptSwitches();
    }
  }

  public Verification verification() throws InterruptedException {
    return new Internal(cluster.service(ANSWERS).port()).verify();
  }

  /// What an operator sees of poison.
  public Alarms alarms() throws IOException, InterruptedException {
    var logged = new HashSet<Position>();
    long counted = 0;
    for (Service service : cluster.services()) {
      if (service.role().equals("projection")) {
        logged.addAll(quarantined(service.log()));
        Matcher count = QUARANTINED_COUNT.matcher(Internal.metrics(service.port()));
        counted += count.find() ? (long) Double.parseDouble(count.group(1)) : 0;
      }
    }
    return new Alarms(logged, counted);
  }

  /// Where something planted stands: in logs, metrics, dead letters, headers.
  public List<String> leaks(Planted planted) throws IOException, InterruptedException {
    Set<String> leaks = new LinkedHashSet<>();
    for (String name : List.of("kafka", "postgres")) {
      leaks.addAll(leaks(cluster.log(name), planted));
    }
    for (Service service : cluster.services()) {
      leaks.addAll(leaks(service.log(), planted));
      planted
          .in(Internal.metrics(service.port()))
          .forEach(it -> leaks.add(it + " in the metrics of " + service.name()));
    }
    for (String text : kafka.openText()) {
      planted.in(text).forEach(it -> leaks.add(it + " in headers or dead letters on Kafka"));
    }
    return List.copyOf(leaks);
  }

  /// The places on the requests log that a process's log says are quarantined.
  static Set<Position> quarantined(Path log) throws IOException {
    var found = new HashSet<Position>();
    for (Path part : LogFiles.of(log)) {
      try (var lines = Files.lines(part)) {
        lines
            .map(QUARANTINED::matcher)
            .filter(Matcher::find)
            .map(it -> new Position(Integer.parseInt(it.group(1)), Long.parseLong(it.group(2))))
            .forEach(found::add);
      }
    }
    return found;
  }

  /// Where something planted stands in a process's log.
  static Set<String> leaks(Path log, Planted planted) throws IOException {
    var found = new LinkedHashSet<String>();
    for (Path part : LogFiles.of(log)) {
      try (var lines = Files.lines(part)) {
        lines.forEach(
            line -> planted.in(line).forEach(it -> found.add(it + " in " + part.getFileName())));
      }
    }
    return found;
  }
}
