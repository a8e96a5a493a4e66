package dev.rollcall.ingress.journal;

import dev.rollcall.schemas.event.RequestId;
import java.util.List;

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

  /// Takes the earlier requests that a new one may repeat, the first of them first. Others still
  /// have them until the repeat is answered: whoever took them may die before that.
  public List<RequestId> take(Fingerprint fingerprint) {
    return index.take(fingerprint);
  }

  /// Forgets requests whose repeat was answered.
  public void settle(Fingerprint fingerprint, List<RequestId> requests) {
    for (RequestId request : requests) {
      index.settle(fingerprint, request);
      neighbours.settled(fingerprint, request);
    }
  }
}
