package dev.rollcall.standalone.targets.core;

import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.administration.TargetDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// What a targets file (docs/contracts.md section 2) wants, in its order.
///
/// @param faults entries that cannot be brought anywhere
public record Wanted(List<Entry> entries, List<Fault> faults) {
  private static final int TARGETS_MAX = 1000;

  public Wanted {
    entries = List.copyOf(entries);
    faults = List.copyOf(faults);
  }

  /// A target as the file has it.
  ///
  /// @param configuration without `id` and `tenant`; its secrets are in the clear
  public record Entry(TargetName target, JsonObject configuration) {
    @Override
    public String toString() {
      return target.toString();
    }
  }

  /// What is wrong with an entry.
  ///
  /// @param number of the entry, from 1
  /// @param target null where not even that can be read
  public record Fault(int number, @Nullable TargetName target, String why) {
    /// As it stands in a line of output.
    public String who() {
      return target == null ? "entry " + number : target.toString();
    }
  }

  /// Reads a file.
  ///
  /// @throws IllegalArgumentException with one sentence where nothing of it can be used
  public static Wanted of(JsonObject file) {
    if (!(file.get("targets") instanceof JsonArray(var elements))) {
      throw new IllegalArgumentException("the file has no array 'targets'");
    }
    if (elements.size() > TARGETS_MAX) {
      throw new IllegalArgumentException("the file has more than " + TARGETS_MAX + " targets");
    }
    Map<TargetName, Integer> times = new HashMap<>();
    elements.stream()
        .map(Wanted::named)
        .forEach(target -> {
          if (target != null) {
            times.merge(target, 1, Integer::sum);
          }
        });
    var entries = new ArrayList<Entry>();
    var faults = new ArrayList<Fault>();
    for (int i = 0; i < elements.size(); i++) {
      TargetName target = named(elements.get(i));
      if (target == null || !(elements.get(i) instanceof JsonObject entry)) {
        faults.add(new Fault(i + 1, null, unnamed(elements.get(i))));
      } else if (times.getOrDefault(target, 0) > 1) {
        faults.add(new Fault(i + 1, target, "it is in the file twice"));
      } else {
        entries.add(new Entry(target, entry.without("id").without("tenant")));
      }
    }
    return new Wanted(entries, faults);
  }

  private static @Nullable TargetName named(Json element) {
    return element instanceof JsonObject entry && isTenant(entry) && isName(entry)
        ? new TargetName(entry.text("tenant").orElseThrow(), entry.text("id").orElseThrow())
        : null;
  }

  private static boolean isTenant(JsonObject entry) {
    return entry
        .text("tenant")
        .filter(it -> !it.isBlank() && it.length() <= TenantId.LENGTH_MAX)
        .filter(it -> it.chars().noneMatch(Character::isISOControl))
        .isPresent();
  }

  private static boolean isName(JsonObject entry) {
    return entry.text("id").filter(TargetDocument::canBeName).isPresent();
  }

  private static String unnamed(Json element) {
    if (!(element instanceof JsonObject entry)) {
      return "it is not an object";
    }
    return isTenant(entry)
        ? "'id' is missing, or has something else than letters, digits, '-' and '_', 64 at most"
        : "'tenant' is missing or no name";
  }

  /// Returns what the file wants of one tenant. An entry that has no name may be of any.
  public Wanted of(String tenant) {
    return new Wanted(
        entries.stream().filter(it -> it.target().tenant().equals(tenant)).toList(),
        faults.stream()
            .filter(it -> it.target() == null || it.target().tenant().equals(tenant))
            .toList());
  }

  /// The tenants that are named.
  public SequencedSet<String> tenants() {
    var tenants = new LinkedHashSet<String>();
    names().forEach(it -> tenants.add(it.tenant()));
    return tenants;
  }

  /// All that are named, those with a fault too.
  SequencedSet<TargetName> names() {
    var names = new LinkedHashSet<TargetName>();
    entries.forEach(it -> names.add(it.target()));
    for (Fault fault : faults) {
      if (fault.target() != null) {
        names.add(fault.target());
      }
    }
    return names;
  }

  /// Says whether every entry has a name: where one has none, it may be any that is recorded.
  boolean isEveryNameKnown() {
    return faults.stream().noneMatch(it -> it.target() == null);
  }
}
