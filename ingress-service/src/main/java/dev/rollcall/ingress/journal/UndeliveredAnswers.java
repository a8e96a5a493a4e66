package dev.rollcall.ingress.journal;

import dev.rollcall.schemas.event.RequestId;
import java.util.Optional;

/// The requests whose answer did not reach the client, as all instances of ingress know them: its
/// repeat may come to any of them. Safe for use by several threads.
public final class UndeliveredAnswers {
  private final AnswerIndex index;
  private final Neighbours neighbours;

  public UndeliveredAnswers(AnswerIndex index, Neighbours neighbours) {
    this.index = index;
    this.neighbours = neighbours;
  }

  /// Notes that the answer to a request did not reach the client.
  public void note(Fingerprint fingerprint, RequestId request) {
    index.note(fingerprint, request);
    neighbours.lost(fingerprint, request);
  }

  /// Takes the earlier request that a new one may repeat.
  public Optional<RequestId> take(Fingerprint fingerprint) {
    Optional<RequestId> earlier = index.take(fingerprint);
    earlier.ifPresent(request -> neighbours.taken(fingerprint, request));
    return earlier;
  }
}
