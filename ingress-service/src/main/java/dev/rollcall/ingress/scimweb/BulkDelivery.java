package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.journal.Fingerprint;
import dev.rollcall.ingress.journal.JournalException;
import dev.rollcall.ingress.journal.UndeliveredAnswers;
import dev.rollcall.schemas.event.RequestId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Which parts of a bulk request count as undelivered: all that were recorded, where the answer did
/// not reach the client or there is none. What is recorded when the client is gone counts at once.
/// Safe for use by several threads.
final class BulkDelivery {
  private final UndeliveredAnswers undelivered;
  private final List<Part> parts = new ArrayList<>();
  private boolean lost;
  private boolean delivered;
  private boolean done;

  BulkDelivery(UndeliveredAnswers undelivered) {
    this.undelivered = undelivered;
  }

  /// One part on its way into the log.
  final class Part {
    private final Fingerprint fingerprint;
    private final RequestId id;
    private final List<RequestId> earlier;
    private List<RequestId> requests;

    private Part(Fingerprint fingerprint, RequestId id) {
      this.fingerprint = fingerprint;
      this.id = id;
      this.earlier = undelivered.take(fingerprint);
      this.requests = earlier;
    }

    /// What this part may repeat, the first of them first.
    List<RequestId> earlier() {
      return earlier;
    }

    /// From now on the log may have it.
    void appending() {
      synchronized (BulkDelivery.this) {
        requests = Stream.concat(earlier.stream(), Stream.of(id)).toList();
        if (lost) {
          undelivered.note(fingerprint, id);
        }
      }
    }

    /// Only what may be in the log can be repeated: what names a request that is not there would be
    /// decided as a double.
    void failed(JournalException e) {
      boolean mayBeThere =
          switch (e.reason()) {
            case UNAVAILABLE, TOO_LARGE -> false;
            // The earlier ones are certainly there.
            case UNKNOWN -> earlier.isEmpty();
            case PENDING, UNDERWAY, PARTLY -> true;
          };
      if (!mayBeThere) {
        synchronized (BulkDelivery.this) {
          requests = earlier;
          if (lost) {
            undelivered.settle(fingerprint, List.of(id));
          }
        }
      }
    }
  }

  /// The next part is to be recorded.
  synchronized Part part(Fingerprint fingerprint, RequestId id) {
    var part = new Part(fingerprint, id);
    parts.add(part);
    if (lost) {
      note(part);
    }
    return part;
  }

  /// The exchange has ended. The first word counts.
  ///
  /// @param wasDelivered whether its answer reached the client
  synchronized void exchangeEnded(boolean wasDelivered) {
    if (delivered || lost) {
      return;
    }
    if (wasDelivered) {
      delivered = true;
      settle();
    } else {
      lose();
    }
  }

  /// There is an answer to every part.
  synchronized void done() {
    done = true;
    settle();
  }

  /// There will be no answer, also to who was told where to look for one.
  synchronized void failed() {
    lose();
  }

  private void lose() {
    if (!lost) {
      lost = true;
      parts.forEach(this::note);
    }
  }

  private void note(Part part) {
    part.requests.forEach(request -> undelivered.note(part.fingerprint, request));
  }

  private void settle() {
    if (delivered && done && !lost) {
      parts.stream()
          .filter(part -> !part.earlier.isEmpty())
          .forEach(part -> undelivered.settle(part.fingerprint, part.requests));
    }
  }
}
