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

  public Verification verification() throws InterruptedException {
    return new Internal(cluster.service(ANSWERS).port()).verify();
  }

  /// What an operator sees of poison.
  public Alarms alarms() throws IOException, InterruptedException {
    var logged = new HashSet<Position>();
    long counted = 0;
    for (Service service : cluster.services()) {
      if (service.role().equals("projection")) {
        try (var lines = Files.lines(service.log())) {
          lines
              .map(QUARANTINED::matcher)
              .filter(Matcher::find)
              .map(it -> new Position(Integer.parseInt(it.group(1)), Long.parseLong(it.group(2))))
              .forEach(logged::add);
        }
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
      search(cluster.log(name), planted, leaks);
    }
    for (Service service : cluster.services()) {
      search(service.log(), planted, leaks);
      planted
          .in(Internal.metrics(service.port()))
          .forEach(it -> leaks.add(it + " in the metrics of " + service.name()));
    }
    for (String text : kafka.openText()) {
      planted.in(text).forEach(it -> leaks.add(it + " in headers or dead letters on Kafka"));
    }
    return List.copyOf(leaks);
  }

  private static void search(Path log, Planted planted, Set<String> leaks) throws IOException {
    try (var lines = Files.lines(log)) {
      lines.forEach(
          line -> planted.in(line).forEach(it -> leaks.add(it + " in " + log.getFileName())));
    }
  }
}
