package dev.rollcall.e2e.crash.core;

import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Outcome.Accepted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// 1: a read or a search that began after an acknowledgement sees what was acknowledged, or what
/// came later.
final class ReadsSeeWrites implements Invariant {
  private static final int NUMBER = 1;
  private static final int NOT_FOUND = 404;

  @Override
  public List<Violation> check(Evidence evidence) {
    var seen = new Seen(evidence);
    var found = new ArrayList<Violation>();
    for (Call call : evidence.history()) {
      switch (call.asked()) {
        case Asked.Read(String id) -> seen.read(call, id).ifPresent(found::add);
        case Asked.ReadGroup(String id) -> seen.read(call, id).ifPresent(found::add);
        case Asked.Find find -> seen.search(call, find).ifPresent(found::add);
        case Asked.Create _,
            Asked.Retitle _,
            Asked.Switch _,
            Asked.Join _,
            Asked.JoinAll _,
            Asked.Regroup _,
            Asked.Leave _,
            Asked.Delete _ -> {}
      }
    }
    return found;
  }

  /// An acknowledged write.
  ///
  /// @param id of the resource: as the answer names it, or the path of the call
  /// @param version of the resource afterwards, as the answer names it, or as it was decided
  private record Write(Call call, String id, long version) {
    boolean isDeletion() {
      return call.asked() instanceof Asked.Delete;
    }

    boolean isBefore(Call read) {
      return call.ended().isBefore(read.began());
    }
  }

  /// What reads have to see.
  private static final class Seen {
    private final Map<String, Long> lastVersion = new HashMap<>();
    private final Map<String, Instant> deleted = new HashMap<>();
    private final Map<String, List<Write>> byId = new HashMap<>();
    private final Map<String, List<Write>> byName = new HashMap<>();

    Seen(Evidence evidence) {
      var timeline = Timeline.of(evidence.logs());
      for (Decision decision : timeline.decisions()) {
        for (Fact fact : decision.facts()) {
          String id = fact.resource().id().value();
          lastVersion.merge(id, fact.version(), Math::max);
          if (fact instanceof Fact.ResourceDeleted) {
            deleted.put(id, decision.recordedAt());
          }
        }
      }
      for (Call call : evidence.history()) {
        if (call.asked().isWrite() && call.told() instanceof Told.Ok ok) {
          String about = call.asked().about();
          String id = about == null ? ok.id() : about;
          if (id != null) {
            var write = new Write(call, id, version(call, ok, timeline));
            byId.computeIfAbsent(id, _ -> new ArrayList<>()).add(write);
            if (call.asked() instanceof Asked.Create it) {
              byName
                  .computeIfAbsent(place(call, it.type(), it.name()), _ -> new ArrayList<>())
                  .add(write);
            }
          }
        }
      }
    }

    Optional<Violation> read(Call read, String id) {
      if (read.told() instanceof Told.Ok ok && ok.version() > lastVersion.getOrDefault(id, 0L)) {
        return Optional.of(
            new Violation(NUMBER, read.name() + " saw a version that was never decided"));
      }
      return byId.getOrDefault(id, List.of()).stream()
          .filter(it -> it.isBefore(read) && isMissed(it, read))
          .findFirst()
          .map(it -> missed(read, "read " + id, it));
    }

    Optional<Violation> search(Call search, Asked.Find find) {
      if (!(search.told() instanceof Told.Ok ok)) {
        return Optional.empty();
      }
      String place = place(search, find.type(), find.name());
      Optional<Write> unseen =
          byName.getOrDefault(place, List.of()).stream()
              .filter(it ->
                  it.isBefore(search)
                      && !it.id().equals(ok.id())
                      && !isGone(it.id(), search.ended()))
              .findFirst();
      return unseen
          .or(() -> deletion(ok.id(), search))
          .map(it -> missed(search, "looked for '" + find.name() + "'", it));
    }

    private Optional<Write> deletion(@Nullable String id, Call search) {
      return id == null
          ? Optional.empty()
          : byId.getOrDefault(id, List.of()).stream()
              .filter(it -> it.isDeletion() && it.isBefore(search))
              .findFirst();
    }

    private boolean isMissed(Write write, Call read) {
      return switch (read.told()) {
        case Told.Ok ok -> write.isDeletion() || ok.version() < write.version();
        case Told.Refused refused ->
            refused.status() == NOT_FOUND && !isGone(write.id(), read.ended());
        case Told.Unknown _ -> false;
      };
    }

    private boolean isGone(String id, Instant by) {
      Instant at = deleted.get(id);
      return at != null && !at.isAfter(by);
    }

    private static long version(Call call, Told.Ok ok, Timeline timeline) {
      return ok.version() == 0
              && timeline.outcome(call, timeline.request(call, ok.requestId())).orElse(null)
                  instanceof Accepted accepted
          ? accepted.version()
          : ok.version();
    }

    /// Names are unique for a type of a tenant, in whatever case.
    private static String place(Call call, String type, String name) {
      return String.join("/", call.tenant(), type, name.toLowerCase(Locale.ROOT));
    }

    private static Violation missed(Call read, String what, Write write) {
      return new Violation(
          NUMBER,
          "%s %s and was told %s, after %s was told %s"
              .formatted(read.name(), what, read.told(), write.call().name(), write.call().told()));
    }
  }
}
