package dev.rollcall.connector.targets;

import dev.rollcall.connector.delivery.LaneRef;
import dev.rollcall.connector.mapping.MappingLanguage;
import dev.rollcall.connector.outbound.AllowedAddresses;
import dev.rollcall.connector.target.AddressesMember;
import dev.rollcall.connector.targets.RecordedTargets.Recorded;
import dev.rollcall.connector.targets.TargetsFile.Flaw;
import dev.rollcall.connector.targets.TargetsFile.Reading;
import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.sealing.Sealer;
import dev.rollcall.schemas.sealing.SealingException;
import dev.rollcall.scim.administration.SecretMembers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads recorded targets as entries of the targets file are read, after their secrets were opened.
/// What is opened stays in memory.
final class RecordedReader {
  private final TargetsFile.Defaults defaults;
  private final Kinds kinds;
  private final MappingLanguage language;
  private final Trust trust;

  RecordedReader(
      TargetsFile.Defaults defaults, Kinds kinds, MappingLanguage language, Trust trust) {
    this.defaults = defaults;
    this.kinds = kinds;
    this.language = language;
    this.trust = trust;
  }

  /// What recorded targets are trusted with.
  ///
  /// @param keys open their secrets
  /// @param addresses where they may lead: who records one administers a tenant, and not
  ///   necessarily the platform
  record Trust(SealingKeyFile keys, AllowedAddresses addresses) {}

  /// What came of reading one.
  ///
  /// @param target null where there are problems; its id names its lane
  /// @param problems one sentence each
  record One(@Nullable Target target, List<String> problems, boolean off) {}

  /// Reads all. A flaw names the lane of its target.
  Reading.Targets read(List<Recorded> recorded) {
    var targets = new ArrayList<Target>();
    var flaws = new ArrayList<Flaw>();
    for (Recorded each : recorded) {
      One one = read(each);
      String lane = LaneRef.idOf(each.tenant(), each.name());
      one.problems()
          .forEach(problem ->
              flaws.add(
                  new Flaw(
                      lane,
                      "Recorded target '%s' of tenant '%s': %s"
                          .formatted(each.name(), each.tenant(), problem))));
      if (one.target() != null && !one.off()) {
        targets.add(one.target());
      }
    }
    return new Reading.Targets(targets, flaws);
  }

  /// Reads one.
  One read(Recorded recorded) {
    var problems = new ArrayList<String>();
    JsonObject.Builder entry = recorded.document().toBuilder();
    for (String name : SecretMembers.NAMES) {
      Json sealed = recorded.document().get(name);
      if (sealed != null && SecretMembers.isSealed(sealed)) {
        entry.put(name, opened(recorded, name, sealed, problems));
      }
    }
    AllowedAddresses addresses = addresses(recorded, problems);
    // Kafka's clients look names up by themselves, after they were checked.
    if (!trust.addresses().equals(AllowedAddresses.PRIVATE)
        && recorded.document().text("kind").orElse("").equals("kafka")) {
      problems.add("targets of kind 'kafka' are not for recorded targets of this platform");
    }
    if (!problems.isEmpty()) {
      return new One(null, problems, false);
    }
    entry.put("id", recorded.name()).put("tenant", recorded.tenant());
    var reader = new TargetReader(entry.build(), 0, kinds);
    Target read = reader.read(defaults, language);
    String where = "Target '" + recorded.name() + "': ";
    reader.problems().forEach(it -> problems.add(it.replace(where, "")));
    return new One(
        read == null
            ? null
            : read.as(LaneRef.idOf(recorded.tenant(), recorded.name()), read.timeout())
                .at(addresses),
        problems,
        reader.isOff());
  }

  private AllowedAddresses addresses(Recorded recorded, List<String> problems) {
    // What cannot be read at all is said where the whole entry is.
    AllowedAddresses asked = AddressesMember.read(recorded.document(), _ -> {});
    Optional<AllowedAddresses> narrowed = trust.addresses().narrowedTo(asked);
    if (narrowed.isEmpty()) {
      problems.add(
          "'"
              + AddressesMember.NAME
              + (trust.addresses().equals(AllowedAddresses.PUBLIC) ? "' is" : "' names what is")
              + " not for recorded targets of this platform");
    }
    return narrowed.orElse(AllowedAddresses.PUBLIC);
  }

  private Json opened(Recorded recorded, String name, Json sealed, List<String> problems) {
    String owner = ReservedType.TARGET.id(recorded.name()).value();
    try {
      Sealer sealer = trust.keys().sealer();
      return SecretMembers.each(
          sealed,
          each -> {
            String member = SecretMembers.sealedFor(name, each);
            var place = new Sealer.Place(recorded.tenant(), owner, member);
            return new JsonString(sealer.open(place, SecretMembers.inside(each)));
          });
    } catch (SealingException e) {
      problems.add("'" + name + "' cannot be opened: " + e.getMessage());
      return sealed;
    }
  }
}
