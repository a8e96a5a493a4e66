package dev.rollcall.e2e.random;

import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A SCIM server as plain as it gets: maps in memory, one request at a time.
final class Model {
  private static final Refusal NOT_FOUND = new Refusal(404, "");
  private static final Refusal WRONG_VERSION = new Refusal(412, "");
  private static final Refusal TAKEN = new Refusal(409, "uniqueness");
  private static final Refusal INVALID = Refusal.bad("invalidValue");

  private final Map<String, Kept> kept = new LinkedHashMap<>();
  private final UnaryOperator<String> ids;

  /// @param ids gives the server's id, which orders what one bulk request created
  Model(UnaryOperator<String> ids) {
    this.ids = ids;
  }

  /// A resource at its version.
  record Kept(String id, long version, Thing thing) {}

  /// Answers a request and does what it asks for.
  ///
  /// @param name of the resource that it may create
  Expected answer(String name, Action action) {
    return answer(name, action, Flaws.FIRST);
  }

  /// When a request is looked at for what is wrong with it whatever the directory holds: the front
  /// door does that before it records anything, but has no look at the parts of a bulk request.
  enum Flaws {
    FIRST,
    BEHIND_CONDITIONS
  }

  Expected answer(String name, Action action, Flaws flaws) {
    return switch (action) {
      case Action.Create it -> create(name, it);
      case Action.Replace it -> replace(it, flaws);
      case Action.Patch it -> patch(it, flaws);
      case Action.Delete it -> delete(it);
      case Action.Read it -> read(it);
      case Action.Search it -> new SearchModel(this, it).answer();
      case Action.Bulk it -> new BulkModel(this, name, it).answer();
    };
  }

  private Expected create(String name, Action.Create create) {
    Thing made = create.draft().copy();
    Optional<Refusal> refusal =
        create.flaw().or(() -> unknownMember(name, made.members)).or(() -> taken(name, made));
    if (refusal.isPresent()) {
      return Expected.refused(refusal.get());
    }
    kept.put(name, new Kept(name, 1, made));
    return Expected.of(201, 1, shown(name));
  }

  private Expected replace(Action.Replace replace, Flaws flaws) {
    Thing draft = replace.draft();
    Optional<Refusal> refusal =
        first(
            flaws,
            new Action.Create(draft).flaw(),
            unmet(draft.group, replace.id(), replace.ifMatch()));
    if (refusal.isPresent()) {
      return Expected.refused(refusal.get());
    }
    Kept before = present(replace.id());
    Thing after = draft.copy();
    if (after.active == null) {
      after.active = before.thing().active;
    }
    return settled(before, after, List.copyOf(draft.members))
        .map(Expected::refused)
        .orElseGet(() -> Expected.of(200, present(before.id()).version(), shown(before.id())));
  }

  private Expected patch(Action.Patch patch, Flaws flaws) {
    Optional<Refusal> refusal =
        first(flaws, patch.flaw(), unmet(patch.group(), patch.id(), patch.ifMatch()));
    if (refusal.isPresent()) {
      return Expected.refused(refusal.get());
    }
    Kept before = present(patch.id());
    Thing after = before.thing().copy();
    var joining = new ArrayList<String>();
    for (Change change : patch.changes()) {
      change.apply(after);
      joining.addAll(change.joining());
    }
    Optional<Refusal> wrong = settled(before, after, joining);
    if (wrong.isPresent()) {
      return Expected.refused(wrong.get());
    }
    long version = present(before.id()).version();
    if (patch.group() && patch.attributes().isEmpty()) {
      return Expected.of(204, version, null);
    }
    var selection =
        patch.attributes().isEmpty()
            ? Selection.ALL
            : new Selection(List.of(patch.attributes()), List.of());
    return Expected.of(200, version, selection.of(shown(before.id())));
  }

  private static Optional<Refusal> first(
      Flaws flaws, Optional<Refusal> flaw, Optional<Refusal> condition) {
    return switch (flaws) {
      case FIRST -> flaw.or(() -> condition);
      case BEHIND_CONDITIONS -> condition.or(() -> flaw);
    };
  }

  private Expected delete(Action.Delete delete) {
    Optional<Refusal> refusal = unmet(delete.group(), delete.id(), delete.ifMatch());
    if (refusal.isPresent()) {
      return Expected.refused(refusal.get());
    }
    kept.remove(delete.id());
    kept.replaceAll((_, it) -> {
      Thing without = it.thing().copy();
      return without.members.remove(delete.id())
          ? new Kept(it.id(), it.version() + 1, without)
          : it;
    });
    return Expected.of(204, 0, null);
  }

  private Expected read(Action.Read read) {
    Kept found = kept.get(read.id());
    if (found == null || found.thing().group != read.group()) {
      return Expected.refused(NOT_FOUND);
    }
    return matches(read.ifNoneMatch(), found.version())
        ? Expected.of(304, found.version(), null)
        : Expected.of(200, found.version(), read.selection().of(shown(read.id())));
  }

  /// Keeps what a resource is to become, unless something forbids it.
  private Optional<Refusal> settled(Kept before, Thing after, List<String> joining) {
    Optional<Refusal> refusal =
        unknownMember(before.id(), joining)
            .or(() -> closesCircle(before, after))
            .or(() -> taken(before.id(), after));
    if (refusal.isEmpty() && !after.says(before.thing())) {
      kept.put(before.id(), new Kept(before.id(), before.version() + 1, after));
    }
    return refusal;
  }

  private Optional<Refusal> unmet(boolean group, String id, String ifMatch) {
    Kept found = kept.get(id);
    if (found == null || found.thing().group != group) {
      return Optional.of(NOT_FOUND);
    }
    return ifMatch.isEmpty() || matches(ifMatch, found.version())
        ? Optional.empty()
        : Optional.of(WRONG_VERSION);
  }

  private static boolean matches(String condition, long version) {
    return condition.equals("*") || condition.contains("\"" + version + "\"");
  }

  private Optional<Refusal> unknownMember(String group, Iterable<String> ids) {
    for (String id : ids) {
      if (id.equals(group) || !kept.containsKey(id)) {
        return Optional.of(INVALID);
      }
    }
    return Optional.empty();
  }

  private Optional<Refusal> closesCircle(Kept before, Thing after) {
    return after.members.stream()
            .filter(it -> !before.thing().members.contains(it))
            .anyMatch(it -> below(it).contains(before.id()))
        ? Optional.of(INVALID)
        : Optional.empty();
  }

  private Set<String> below(String id) {
    var below = new HashSet<String>();
    Kept at = kept.get(id);
    if (at != null) {
      for (String member : at.thing().members) {
        below.add(member);
        below.addAll(below(member));
      }
    }
    return below;
  }

  private Optional<Refusal> taken(String owner, Thing wanted) {
    String key = folded(wanted.text(wanted.keyName()));
    return kept.values().stream()
            .filter(it -> !it.id().equals(owner) && it.thing().group == wanted.group)
            .anyMatch(it -> folded(it.thing().text(it.thing().keyName())).equals(key))
        ? Optional.of(TAKEN)
        : Optional.empty();
  }

  boolean has(String id) {
    return kept.containsKey(id);
  }

  Kept present(String id) {
    Kept found = kept.get(id);
    if (found == null) {
      throw new IllegalStateException("The model has no " + id);
    }
    return found;
  }

  @Nullable Kept find(String id) {
    return kept.get(id);
  }

  /// The groups that someone is in, by themselves or through others.
  Set<String> above(String id, boolean direct) {
    var above = new TreeSet<String>();
    for (Kept each : kept.values()) {
      if (each.thing().members.contains(id)) {
        above.add(each.id());
        if (!direct) {
          above.addAll(above(each.id(), false));
        }
      }
    }
    return above;
  }

  /// All there is, in the order in which it was made.
  Stream<Kept> all() {
    return kept.values().stream()
        .sorted(
            Comparator.comparingInt((Kept it) -> step(it.id()))
                .thenComparing(it -> ids.apply(it.id())));
  }

  private static int step(String id) {
    int bulk = id.indexOf('.');
    return Integer.parseInt(id.substring(1, bulk < 0 ? id.length() : bulk));
  }

  JsonObject shown(String id) {
    return new Showing(this).of(present(id));
  }

  static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
