package dev.rollcall.ingress.journal;

import dev.rollcall.schemas.event.RequestId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Remembers, for a while and up to a number, which requests were recorded without their answer
/// reaching the client: those of which that is known, and those of which it may be so. Entra
/// repeats such a request; the repeat then names the first one, and the decider answers it as the
/// first. Several equal ones are kept, because one of them may have been refused. Safe for use by
/// several threads.
public final class AnswerIndex {
  private final Shelf known;
  private final Shelf guessed;
  private final Set<RequestId> settled;
  private final Duration ageMax;
  private final Clock clock;

  /// @param entriesMax requests of all tenants together that are remembered, of each of the two
  ///   kinds
  public AnswerIndex(int entriesMax, Duration ageMax, Clock clock) {
    this.known = new Shelf(entriesMax);
    this.guessed = new Shelf(entriesMax);
    this.settled =
        Collections.newSetFromMap(
            new LinkedHashMap<>() {
              private static final long serialVersionUID = 1;

              @Override
              protected boolean removeEldestEntry(Map.Entry<RequestId, Boolean> eldest) {
                return size() > entriesMax;
              }
            });
    this.ageMax = ageMax;
    this.clock = clock;
  }

  /// Notes that the answer to a request did not reach the client.
  public void note(Fingerprint fingerprint, RequestId request) {
    note(fingerprint, request, clock.instant());
  }

  /// The same of an answer that was lost at a time.
  public synchronized void note(Fingerprint fingerprint, RequestId request, Instant at) {
    if (!settled.contains(request)) {
      known.add(fingerprint, request, at, since());
    }
  }

  /// Notes that nobody can say whether the answer to a request reached the client.
  public synchronized void guess(Fingerprint fingerprint, RequestId request) {
    if (!settled.contains(request)) {
      guessed.add(fingerprint, request, clock.instant(), since());
    }
  }

  /// Takes the earlier requests that a new one may repeat, the first of them first.
  public synchronized List<RequestId> take(Fingerprint fingerprint) {
    Instant since = since();
    var earlier = new ArrayList<>(known.take(fingerprint, since));
    for (RequestId guess : guessed.take(fingerprint, since)) {
      if (!earlier.contains(guess)) {
        earlier.add(guess);
      }
    }
    return earlier;
  }

  private Instant since() {
    return clock.instant().minus(ageMax);
  }

  /// Forgets a request whose repeat has been answered, whatever is heard of it later.
  public synchronized void settle(Fingerprint fingerprint, RequestId request) {
    settled.add(request);
    known.remove(fingerprint, request);
    guessed.remove(fingerprint, request);
  }
}
