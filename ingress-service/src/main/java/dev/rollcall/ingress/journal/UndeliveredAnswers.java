package dev.rollcall.ingress.journal;

import dev.rollcall.schemas.event.RequestId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Remembers, for a while and up to a number, which requests were recorded without their answer
/// reaching the client. Entra repeats such a request; the repeat then names the first one, and the
/// decider answers it as the first. Safe for use by several threads.
public final class UndeliveredAnswers {
  private final Map<Fingerprint, Entry> entries = new LinkedHashMap<>();
  private final int entriesMax;
  private final Duration ageMax;
  private final Clock clock;

  public UndeliveredAnswers(int entriesMax, Duration ageMax, Clock clock) {
    this.entriesMax = entriesMax;
    this.ageMax = ageMax;
    this.clock = clock;
  }

  private record Entry(RequestId request, Instant at) {}

  /// Notes that the answer to a request did not reach the client.
  public synchronized void note(Fingerprint fingerprint, RequestId request) {
    // Inserted anew at the end: the eldest goes first.
    entries.remove(fingerprint);
    entries.put(fingerprint, new Entry(request, clock.instant()));
    if (entries.size() > entriesMax) {
      entries.remove(entries.keySet().iterator().next());
    }
  }

  /// Takes the earlier request that a new one may repeat.
  public synchronized Optional<RequestId> take(Fingerprint fingerprint) {
    Entry entry = entries.remove(fingerprint);
    if (entry == null || entry.at().plus(ageMax).isBefore(clock.instant())) {
      return Optional.empty();
    }
    return Optional.of(entry.request());
  }
}
