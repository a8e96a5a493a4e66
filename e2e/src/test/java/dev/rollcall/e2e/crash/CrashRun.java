package dev.rollcall.e2e.crash;

import dev.rollcall.backing.Ports;
import dev.rollcall.e2e.crash.client.EntraClient;
import dev.rollcall.e2e.crash.client.Recorder;
import dev.rollcall.e2e.crash.client.ScimCaller;
import dev.rollcall.e2e.crash.cluster.Access;
import dev.rollcall.e2e.crash.cluster.Cluster;
import dev.rollcall.e2e.crash.cluster.Nemesis;
import dev.rollcall.e2e.crash.cluster.Options;
import dev.rollcall.e2e.crash.cluster.Readiness;
import dev.rollcall.e2e.crash.cluster.Secrets;
import dev.rollcall.e2e.crash.core.Call;
import dev.rollcall.e2e.crash.core.Downstream;
import dev.rollcall.e2e.crash.core.Evidence;
import dev.rollcall.e2e.crash.core.Logs.Move;
import dev.rollcall.e2e.crash.core.Operations;
import dev.rollcall.e2e.crash.core.Operations.Alarms;
import dev.rollcall.e2e.crash.core.Operations.Verification;
import dev.rollcall.e2e.crash.core.Planted;
import dev.rollcall.e2e.crash.core.Poison;
import dev.rollcall.e2e.crash.reading.Calm;
import dev.rollcall.e2e.crash.reading.EvidenceReader;
import dev.rollcall.e2e.crash.target.LdapTarget;
import dev.rollcall.e2e.crash.target.SqlTarget;
import dev.rollcall.e2e.crash.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One run: clients, targets and a cluster, what somebody does to it, calm, and what is known then.
final class CrashRun implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CrashRun.class);
  private static final int CLIENTS_EACH = 2;
  private static final String PAUSING = "north";

  /// So many by each client are enough to see a tail.
  private static final int HIRED_EACH = 5;

  private final List<Access> tenants =
      List.of(Access.of(PAUSING), Access.of("south"), Access.of("west"));
  private final Recorder recorder = new Recorder();
  private final List<EntraClient> clients = new ArrayList<>();

  /// Those whose tenant has a target that never asks for a pause.
  private final List<EntraClient> hiring = new ArrayList<>();

  private final List<Thread> threads = new ArrayList<>();
  private final Path folder;
  private final Targets targets;
  private final Cluster cluster;
  private final Nemesis nemesis;
  private final Readiness readiness;
  private final Laps laps = new Laps();

  private CrashRun(Path folder, long seed) {
    this.folder = folder;
    targets = new Targets(seed);
    targets.scim("crm", PAUSING);
    targets.webhook("hooks", PAUSING);
    targets.scim("desk", "south");
    targets.ldap("people", "south");
    targets.hanging("stuck", "south");
    targets.webhook("audit", "west");
    targets.forbidden("inside", "west");
    var database = new Options.Database(Ports.free(), SqlTarget.TABLES);
    targets.sql("tables", "west", database.url());
    cluster = Cluster.start(new Options(folder, tenants, targets.entries(), database));
    nemesis = new Nemesis(cluster);
    readiness = Readiness.watch(cluster.services());
    laps.over("until all was ready");
    var doors =
        List.of("ingress-1", "ingress-2").stream()
            .map(it -> new ScimCaller.Door(it, cluster.clientsPort(it)))
            .toList();
    for (Access access : tenants) {
      for (int i = 1; i <= CLIENTS_EACH; i++) {
        String name = access.tenant() + "-" + i;
        var tenant = new ScimCaller.Tenant(access.tenant(), access.token().text(), doors);
        long own = seed + name.hashCode();
        var client = new EntraClient(name, new ScimCaller(tenant, recorder, own), own);
        clients.add(client);
        if (!access.tenant().equals(PAUSING)) {
          hiring.add(client);
        }
      }
    }
  }

  /// Starts everything, clients included.
  static CrashRun start(Path folder, long seed) {
    var run = new CrashRun(folder, seed);
    for (EntraClient client : run.clients) {
      run.threads.add(Thread.ofVirtual().start(client));
    }
    return run;
  }

  Cluster cluster() {
    return cluster;
  }

  Nemesis nemesis() {
    return nemesis;
  }

  /// What took how long so far.
  Laps laps() {
    return laps;
  }

  /// Ends what is asked and what is done to the platform, and gathers what is known when all is
  /// calm.
  ///
  /// @param calmMax how long the platform may take to bring everything to where it belongs
  Evidence conclude(Duration calmMax) throws Exception {
    laps.over("of trouble");
    clients.forEach(EntraClient::stop);
    for (Thread thread : threads) {
      thread.join();
    }
    laps.over("until clients had their last answers");
    cluster.heal();
    targets.beGood();
    cluster.awaitReady();
    laps.over("until all was ready again");
    write("faults.txt", nemesis.struck());
    // The metrics of a process begin anew with it: what those count that run now was planted now.
    cluster.poisoner().plant(Poison.GARBAGE);
    // What was not answered is repeated until it is: in the calm it must be soon.
    for (EntraClient client : clients) {
      client.settle();
    }
    laps.over("of repeats");
    write("calls.txt", recorder.history());
    log.info("All is ready; waiting until everything is delivered");
    List<String> behind = new Calm(cluster).await(calmMax, hopeless());
    laps.over("until all was delivered");
    Instant calmFrom = Instant.now();
    if (behind.isEmpty()) {
      for (EntraClient client : hiring) {
        client.hire(HIRED_EACH);
        client.settle();
      }
      behind = new Calm(cluster).await(calmMax, hopeless());
      laps.over("for people who were hired in the calm");
    }
    log.info("Reading what is there");
    var reader = new EvidenceReader(cluster);
    var operations =
        new Operations(
            nemesis.struck(),
            cluster.supervisor().deaths(),
            readiness.samples(),
            reader.verification(),
            reader.alarms(),
            reader.leaks(planted()));
    laps.over("for verify, alarms and leaks");
    var sightings = targets.sightings();
    try (var session = cluster.session()) {
      write("arrivals.txt", targets.arrivals(session));
      return new Evidence(
          recorder.history(),
          reader.logs(reader.rereads()),
          reader.directory(),
          new Downstream(
              targets.apps(),
              targets.accounts(session),
              targets.arrivals(session),
              sightings.events(),
              sightings.forbiddenCalls(),
              behind,
              reader.keptSwitches(),
              calmFrom),
          operations);
    }
  }

  /// What is known while everything goes on. What was told is read before what is there: of what
  /// comes meanwhile, too much is there and not too little.
  Evidence soFar() throws Exception {
    List<Call> history = recorder.history();
    var sightings = targets.sightings();
    var reader = new EvidenceReader(cluster);
    return new Evidence(
        history,
        reader.logs(List.of()),
        List.of(),
        new Downstream(
            targets.apps(),
            List.of(),
            sightings.arrivals(),
            sightings.events(),
            0,
            List.of(),
            List.of(),
            Instant.MAX),
        new Operations(
            List.of(),
            List.of(),
            List.of(),
            new Verification(List.of()),
            new Alarms(Set.of(), 0),
            List.of()));
  }

  /// How positions have moved so far.
  List<Move> moves() throws SQLException {
    return new EvidenceReader(cluster).moves();
  }

  @Override
  public void close() {
    clients.forEach(EntraClient::stop);
    readiness.close();
    cluster.close();
    targets.close();
  }

  private void write(String name, List<?> lines) throws IOException {
    Files.write(folder.resolve(name), lines.stream().map(Object::toString).toList());
  }

  private Set<String> hopeless() {
    return targets.apps().entrySet().stream()
        .filter(it -> it.getValue().hangs())
        .map(Entry::getKey)
        .collect(Collectors.toSet());
  }

  private Planted planted() {
    Map<String, String> secrets = new LinkedHashMap<>();
    secrets.put("The password of PostgreSQL", Secrets.POSTGRES_PASSWORD);
    secrets.put("The internal token", Secrets.INTERNAL_TOKEN);
    secrets.put("A target's token", Targets.TOKEN);
    secrets.put("A webhook's secret", Targets.SIGNING_SECRET);
    secrets.put("A database's password", SqlTarget.PASSWORD);
    secrets.put("A directory's password", LdapTarget.PASSWORD);
    tenants.forEach(it -> secrets.put("The token of " + it.tenant(), it.token().text()));
    secrets.putAll(EntraClient.PERSONAL);
    return new Planted(secrets);
  }
}
