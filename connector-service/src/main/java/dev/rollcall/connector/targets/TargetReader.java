package dev.rollcall.connector.targets;

import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.holds.core.MassChange;
import dev.rollcall.connector.mapping.MappingLanguage;
import dev.rollcall.connector.mapping.core.Shaping;
import dev.rollcall.connector.outbound.AllowedAddresses;
import dev.rollcall.connector.reconciliation.core.Policy;
import dev.rollcall.connector.target.AddressesMember;
import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.connector.target.TargetKind;
import dev.rollcall.connector.target.TargetKind.Delivery;
import dev.rollcall.connector.target.TargetKind.Member;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads one entry of the targets file and collects all that is wrong with it. Problems name the
/// entry and the member, and never quote a secret.
final class TargetReader {
  private static final Logger log = LoggerFactory.getLogger(TargetReader.class);
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

  /// What an entry of any kind may have; the members of its connection come on top.
  private static final Set<String> MEMBERS =
      Set.of(
          "id",
          "tenant",
          "kind",
          AddressesMember.NAME,
          "profile",
          "timeoutMillis",
          "maxInFlight",
          "enabled",
          "paused",
          "scope",
          "mapping",
          "limits",
          PolicyReader.MEMBER);

  private static final int TIMEOUT_MILLIS_MIN = 100;
  private static final int IN_FLIGHT_MAX = 256;
  private static final int PERCENT_MAX = 99;
  private static final int PEOPLE_MAX = 1_000_000;

  private final JsonObject json;
  private final String where;
  private final Kinds kinds;
  private final EntryReader entry;
  private final List<String> problems = new ArrayList<>();

  TargetReader(JsonObject json, int index, Kinds kinds) {
    this.json = json;
    this.where =
        json.text("id").map(id -> "Target '" + id + "'").orElse("Target number " + (index + 1));
    this.kinds = kinds;
    this.entry = new EntryReader(json, this::problem);
  }

  List<String> problems() {
    return problems;
  }

  /// Says whether the target is switched off: it is read like all others and gets nothing.
  boolean isOff() {
    return JsonBoolean.FALSE.equals(json.get("enabled"));
  }

  /// Returns the target, or null where there are problems. A defect of ours is one of them: it must
  /// not keep the other entries from being taken up.
  @Nullable Target read(TargetsFile.Defaults defaults, MappingLanguage language) {
    try {
      return target(defaults, language);
    } catch (RuntimeException e) {
      log.error("{}: reading it failed with {}", where, Defect.logged(e));
      problem(Defect.told("cannot be read", e));
      return null;
    }
  }

  private @Nullable Target target(TargetsFile.Defaults defaults, MappingLanguage language) {
    String id = entry.text("id");
    if (!id.isEmpty() && !ID.matcher(id).matches()) {
      problem("'id' may have letters, digits, '-' and '_', at most 64");
    }
    String tenant = entry.text("tenant");
    AllowedAddresses addresses = AddressesMember.read(json, this::problem);
    int timeoutMax = defaults.timeoutMillis();
    int timeout = entry.number("timeoutMillis", timeoutMax, TIMEOUT_MILLIS_MIN, timeoutMax);
    int inFlight = entry.number("maxInFlight", defaults.inFlightMax(), 1, IN_FLIGHT_MAX);
    entry.flag("enabled", true);
    boolean paused = entry.flag("paused", false);
    MassChange massChange = massChange();
    Policy policy = new PolicyReader(entry).read();
    TargetKind<?> kind = kind();
    if (kind == null) {
      return null;
    }
    knownMembers(kind);
    Binding<?> binding = Binding.read(kind, entry);
    readable(binding);
    Profile profile = new ProfileReader(binding, this::problem).read(json);
    Map<String, String> usual = problems.isEmpty() ? usual(binding, profile) : Map.of();
    Shaping given =
        new ShapingReader(language, this::problem)
            .read(json, usual)
            .requiring(profile.accounts().required());
    Shaping shaping = kind.delivery() == Delivery.STRICT ? given.forEvents() : given;
    return problems.isEmpty()
        ? new Target(
            id,
            tenant,
            binding,
            addresses,
            profile,
            Duration.ofMillis(timeout),
            inFlight,
            paused,
            shaping,
            massChange,
            policy)
        : null;
  }

  /// What a vendor takes is narrower than what its kind does.
  private static Map<String, String> usual(Binding<?> binding, Profile profile) {
    var usual = new HashMap<>(binding.mappings());
    usual.putAll(Profiles.mappings(profile.name()));
    return usual;
  }

  private @Nullable TargetKind<?> kind() {
    String name = entry.text("kind");
    TargetKind<?> kind = kinds.find(name).orElse(null);
    if (kind == null && !name.isEmpty()) {
      problem("'kind' must be " + EntryReader.oneOf(kinds.names()));
    }
    return kind;
  }

  /// The stop is switched off by the word, and by nothing else.
  private MassChange massChange() {
    EntryReader limits = entry.within("limits");
    limits.onlyKnown(Set.of("massChange"));
    if (json.get("limits") instanceof JsonObject given
        && new JsonString("off").equals(given.get("massChange"))) {
      return MassChange.OFF;
    }
    EntryReader stop = limits.within("massChange");
    stop.onlyKnown(Set.of("percent", "people"));
    MassChange usual = MassChange.STANDARD;
    return new MassChange(
        stop.number("percent", usual.percent(), 0, PERCENT_MAX),
        stop.number("people", usual.people(), 0, PEOPLE_MAX));
  }

  private void knownMembers(TargetKind<?> kind) {
    var known = new HashSet<>(MEMBERS);
    kind.members().stream().map(Member::name).forEach(known::add);
    entry.onlyKnown(known);
  }

  private void readable(Binding<?> binding) {
    if (!entry.has(PolicyReader.MEMBER)) {
      return;
    }
    if (binding.kind().isReadable() && !binding.isReadable()) {
      problem(
          "'reconciliation' is for targets that can be read back, and this one does not say how:"
              + " nothing lists its users or groups");
    }
    if (!binding.kind().isReadable()) {
      problem(
          "'reconciliation' is for targets of kind "
              + EntryReader.oneOf(kinds.namesOfReadable())
              + ": what is sent to the others cannot be read back");
    }
  }

  private void problem(String text) {
    problems.add(where + ": " + text);
  }
}
