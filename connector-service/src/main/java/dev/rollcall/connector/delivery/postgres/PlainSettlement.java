package dev.rollcall.connector.delivery.postgres;

import dev.rollcall.connector.delivery.Claim;
import dev.rollcall.connector.delivery.Ending;
import dev.rollcall.connector.delivery.Ending.Applied;
import dev.rollcall.connector.delivery.Ending.Ongoing;
import dev.rollcall.connector.delivery.core.Effect;
import dev.rollcall.connector.delivery.core.Effect.LinkConfirmed;
import dev.rollcall.connector.delivery.core.Effect.LinkEstablished;
import dev.rollcall.connector.delivery.core.Link.Linked;
import dev.rollcall.scim.schema.StorableText;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What comes of most keys: they go on or are done, with at most a link to store.
///
/// @param goesOn whether the worker keeps the key
/// @param link what is known of the resource at the target by now, or null where that is not new
/// @param established whether there was no link before
record PlainSettlement(Claim claim, boolean goesOn, @Nullable Linked link, boolean established) {

  /// Returns what is to be stored as a plain one; empty where it is none. What the database may
  /// refuse to keep is none, so that others do not fail by it, nor is the end of a run of failures.
  static Optional<PlainSettlement> of(Claim claim, List<Effect> effects, Ending ending) {
    boolean goesOn = ending instanceof Ongoing;
    if (claim.laneTroubled()
        || effects.size() > 1
        || !(goesOn || ending instanceof Applied)
        || (ending instanceof Ongoing(var progressed) && progressed && claim.past().isRun())) {
      return Optional.empty();
    }
    if (effects.isEmpty()) {
      return Optional.of(new PlainSettlement(claim, goesOn, null, false));
    }
    Effect only = effects.getFirst();
    if (only instanceof LinkEstablished(var link) && isStorable(link)) {
      return Optional.of(new PlainSettlement(claim, goesOn, link, true));
    }
    return only instanceof LinkConfirmed(var link) && isStorable(link)
        ? Optional.of(new PlainSettlement(claim, goesOn, link, false))
        : Optional.empty();
  }

  private static boolean isStorable(Linked link) {
    String etag = link.etag();
    return !link.remoteId().isEmpty()
        && StorableText.isStorable(link.remoteId())
        && StorableText.isStorable(link.shadow())
        && (etag == null || StorableText.isStorable(etag));
  }
}
