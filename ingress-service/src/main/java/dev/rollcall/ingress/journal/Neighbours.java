package dev.rollcall.ingress.journal;

import dev.rollcall.schemas.event.RequestId;

/// The other instances of ingress. They are told without waiting, and may learn late or not at all:
/// then a repeat that comes to one of them is answered as a new wish.
public interface Neighbours {

  /// The answer to a request did not reach its client.
  void lost(Fingerprint fingerprint, RequestId request);

  /// The repeat of such a request has been answered here.
  void settled(Fingerprint fingerprint, RequestId request);
}
