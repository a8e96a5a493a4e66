package dev.rollcall.connector.targets;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.Dispatcher;
import dev.rollcall.connector.delivery.LaneRef;
import dev.rollcall.connector.intake.Leavers;
import dev.rollcall.connector.intake.ReservedBell;
import dev.rollcall.connector.intake.core.FoldedBatch.ResourceRow;
import dev.rollcall.connector.mapping.Shapings;
import dev.rollcall.connector.mapping.core.Shaping;
import dev.rollcall.connector.operations.Faults;
import dev.rollcall.connector.operations.HealthPart;
import dev.rollcall.connector.operations.Stoppages;
import dev.rollcall.connector.targets.Roster.Entry;
import dev.rollcall.connector.targets.Roster.Roll;
import dev.rollcall.connector.targets.Roster.Stranger;
import dev.rollcall.process.BrokenProcess;
import dev.rollcall.schemas.event.ReservedType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Reads the targets file and the recorded targets at start and whenever either changes, or the
/// sealing keys do; health says what is wrong. See [Census] for what becomes of what cannot be
/// used.
final class TargetsWatch
    implements SmartLifecycle, HealthPart, Shapings, ReservedBell, Stoppages, Faults, Leavers {
  private static final Logger log = LoggerFactory.getLogger(TargetsWatch.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final byte[] NO_TARGETS = "{\"targets\":[]}".getBytes(StandardCharsets.UTF_8);

  private final @Nullable Path path;
  private final TargetsFile file;
  private final Parts parts;
  private final OpenLanes lanes;
  private final Semaphore bell = new Semaphore(0);
  private byte[] seen = {};
  private byte[] seenKeys = {};
  private long seenChange = -1;
  private List<Entry> read = List.of();
  private List<Stranger> strangers = List.of();
  private Set<String> said = Set.of();
  private volatile List<Entry> entries = List.of();
  private volatile SequencedMap<String, String> notices = new LinkedHashMap<>();
  private volatile List<TargetsFile.Flaw> flaws = List.of();
  private volatile boolean running;
  private volatile @Nullable String trouble = "The targets have not been read yet";
  private @Nullable Thread thread;

  /// What the watch sets going.
  record Parts(
      Database database,
      Roster roster,
      RemoteApps apps,
      Dispatcher dispatcher,
      PastFirst past,
      Recordings recordings) {}

  /// Where recorded targets come from.
  record Recordings(RecordedTargets targets, RecordedReader reader, SealingKeyFile keys) {}

  TargetsWatch(@Nullable Path path, TargetsFile file, Parts parts) {
    this.path = path;
    this.file = file;
    this.parts = parts;
    this.lanes = new OpenLanes(parts.apps());
  }

  @Override
  public String name() {
    return "targets";
  }

  @Override
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /// What a tenant has recorded is no reason to take the service from the others.
  @Override
  public Optional<String> notice() {
    return notices.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", notices.values()));
  }

  @Override
  public Optional<String> why(String tenant, String name) {
    return Optional.ofNullable(notices.get(LaneRef.idOf(tenant, name)));
  }

  @Override
  public void start() {
    running = true;
    thread =
        Thread.ofPlatform()
            .daemon()
            .name("targets-watch")
            .start(BrokenProcess.guarding(log, "The watch over targets", this::watch));
  }

  @Override
  public void stop() {
    running = false;
    Thread started = thread;
    if (started != null) {
      started.interrupt();
    }
    parts.dispatcher().follow(lanes.of(List.of()).lanes());
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void watch() {
    try {
      parts.database().awaitMigrated();
      while (running) {
        bell.drainPermits();
        look();
        bell.tryAcquire(parts.past().untilNext(LOOK).toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException _) {
      running = false;
    }
  }

  /// Other instances fold other partitions: what they have taken in is seen here by looking.
  @Override
  public void changed(Set<ReservedType> types) {
    if (types.contains(ReservedType.TARGET)) {
      bell.release();
    }
  }

  private void look() {
    try {
      byte[] content = path == null ? NO_TARGETS : Files.readAllBytes(path);
      byte[] keys = parts.recordings().keys().content();
      // Before the targets are read: what changes in between is seen the next time.
      long change = parts.recordings().targets().change();
      if (change != seenChange
          || !Arrays.equals(content, seen)
          || !Arrays.equals(keys, seenKeys)
          || groupsCame()
          || parts.past().isOver()) {
        take(content);
        seen = content;
        seenKeys = keys;
        seenChange = change;
      }
    } catch (IOException e) {
      untaken("The targets file cannot be read", e);
    } catch (Roster.UnavailableException e) {
      untaken(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      // A bug of ours must not end the watch: nobody's configuration would be taken any more.
      untaken("The targets cannot be taken up, by a defect of ours", e);
    }
  }

  private void take(byte[] content) {
    var recorded = parts.recordings().reader().read(parts.recordings().targets().all());
    Census census = Census.of(file.read(content), recorded);
    read = parts.past().of(census.targets().stream().map(Fingerprints::entry).toList());
    strangers = parts.roster().strangers(read);
    Map<String, String> strange = Stranger.sentences(strangers);
    List<Entry> good = read.stream().filter(it -> !strange.containsKey(it.target().id())).toList();
    Set<String> names = good.stream().map(it -> it.target().id()).collect(Collectors.toSet());
    Map<String, String> faults = faults(census, strange);
    parts.past().kept().forEach(id -> faults.put(id, parts.past().sentence().orElseThrow()));
    parts.roster().configure(new Roll(good, faults, census.filesStay()));
    var all = new ArrayList<Entry>(good);
    for (Entry before : entries) {
      String id = before.target().id();
      if (!names.contains(id) && (census.goesOn(id) || strange.containsKey(id))) {
        all.add(before);
        names.add(id);
      }
    }
    entries = List.copyOf(all);
    OpenLanes.Opened opened = lanes.of(entries);
    parts.dispatcher().follow(opened.lanes());
    var problems = new ArrayList<String>(census.problems());
    var told = new LinkedHashMap<String, String>(census.notices());
    var faulty = new LinkedHashMap<String, String>(strange);
    faulty.putAll(opened.problems());
    faulty.forEach((id, sentence) -> {
      // What a tenant has recorded is no reason to take the service from the others.
      if (LaneRef.isRecorded(id)) {
        told.putIfAbsent(id, sentence);
      } else {
        problems.add(sentence);
      }
    });
    names.removeAll(opened.problems().keySet());
    say(problems, names);
    told.values().forEach(notice -> log.warn("{}", notice));
    notices = told;
    flaws = census.flaws();
    log.info("Delivering to {} targets", opened.lanes().size());
  }

  /// What is wrong with each target that stays as it is.
  private static Map<String, String> faults(Census census, Map<String, String> strange) {
    var all = new LinkedHashMap<String, String>(strange);
    for (String id : census.stay()) {
      String notice = census.notices().get(id);
      String said = "Target '" + id + "'";
      String problem =
          census.problems().stream()
              .filter(it -> it.startsWith(said))
              .collect(Collectors.joining("; "));
      all.putIfAbsent(id, notice == null ? problem : notice);
    }
    return all;
  }

  private boolean groupsCame() {
    return !strangers.isEmpty() && !parts.roster().strangers(read).equals(strangers);
  }

  /// What a target was before is in memory only, since its secret is kept nowhere else: after a
  /// start it gets nothing until it can be read, and nothing is taken away from it.
  private void say(List<String> problems, Set<String> working) {
    List<String> all =
        problems.stream()
            .map(it ->
                isOfWorking(it, working) ? it : it + " (it gets nothing until this is mended)")
            .toList();
    all.stream()
        .filter(it -> !said.contains(it))
        .forEach(problem -> log.error("Targets: {}", problem));
    said = Set.copyOf(all);
    trouble = all.isEmpty() ? parts.past().sentence().orElse(null) : String.join("; ", all);
  }

  private static boolean isOfWorking(String problem, Set<String> working) {
    return !problem.startsWith("Target '")
        || working.stream()
            .anyMatch(id -> problem.startsWith("Target '" + LaneRef.nameOf(id) + "'"));
  }

  @Override
  public Optional<Shaping> of(String tenant, String targetId) {
    return target(tenant, targetId).map(Target::shaping);
  }

  /// Returns a configured target by the name that its tenant calls it.
  Optional<Target> target(String tenant, String targetId) {
    return entries.stream()
        .map(Entry::target)
        .filter(it -> LaneRef.nameOf(it.id()).equals(targetId) && it.tenant().equals(tenant))
        .findFirst();
  }

  @Override
  public List<String> of(String targetId) {
    return flaws.stream()
        .filter(flaw -> targetId.equals(flaw.targetId()))
        .map(TargetsFile.Flaw::problem)
        .toList();
  }

  @Override
  public List<Leaver> among(List<ResourceRow> changed) {
    return Excluded.among(entries, changed);
  }

  /// All is taken anew when it can be read again, so that the trouble is over then.
  private void untaken(String said, Exception e) {
    seenChange = -1;
    if (!said.equals(trouble)) {
      log.error("{}", said, e);
    }
    trouble = said;
  }
}
