package dev.rollcall.ingress.journal;

import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Remembers, for a while and up to a number, which requests were recorded without their answer
/// reaching the client. Entra repeats such a request; the repeat then names the first one, and the
/// decider answers it as the first. Where room is short, the tenant that has most of it gives some
/// up, so that one whose connections all break costs nobody else a repeat. Safe for use by several
/// threads.
public final class AnswerIndex {
  private final Map<TenantId, SequencedMap<Fingerprint, Entry>> tenants = new HashMap<>();
  private final int entriesMax;
  private final Duration ageMax;
  private final Clock clock;
  private int size;

  /// @param entriesMax requests of all tenants together that are remembered
  public AnswerIndex(int entriesMax, Duration ageMax, Clock clock) {
    this.entriesMax = entriesMax;
    this.ageMax = ageMax;
    this.clock = clock;
  }

  private record Entry(RequestId request, Instant at) {}

  /// Notes that the answer to a request did not reach the client.
  public void note(Fingerprint fingerprint, RequestId request) {
    note(fingerprint, request, clock.instant());
  }

  /// The same of an answer that was lost at a time.
  public synchronized void note(Fingerprint fingerprint, RequestId request, Instant at) {
    remove(fingerprint);
    if (size >= entriesMax) {
      makeRoom();
    }
    tenants
        .computeIfAbsent(fingerprint.tenant(), _ -> new LinkedHashMap<>())
        .put(fingerprint, new Entry(request, at));
    size++;
  }

  /// Takes the earlier request that a new one may repeat.
  public synchronized Optional<RequestId> take(Fingerprint fingerprint) {
    return remove(fingerprint)
        .filter(entry -> !entry.at().plus(ageMax).isBefore(clock.instant()))
        .map(Entry::request);
  }

  /// Forgets a request whose repeat was taken by somebody else.
  public synchronized void forget(Fingerprint fingerprint, RequestId request) {
    var own = tenants.get(fingerprint.tenant());
    Entry entry = own == null ? null : own.get(fingerprint);
    if (entry != null && entry.request().equals(request)) {
      remove(fingerprint);
    }
  }

  private Optional<Entry> remove(Fingerprint fingerprint) {
    var own = tenants.get(fingerprint.tenant());
    Entry entry = own == null ? null : own.remove(fingerprint);
    if (entry != null) {
      size--;
    }
    if (own != null && own.isEmpty()) {
      tenants.remove(fingerprint.tenant());
    }
    return Optional.ofNullable(entry);
  }

  /// The eldest of the tenant that has most.
  private void makeRoom() {
    tenants.values().stream()
        .max(Comparator.comparingInt(SequencedMap::size))
        .map(most -> most.firstEntry().getKey())
        .ifPresent(this::remove);
  }
}
