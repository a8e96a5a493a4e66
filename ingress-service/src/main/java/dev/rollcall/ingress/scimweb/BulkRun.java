package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.journal.Journal;
import dev.rollcall.ingress.journal.JournalException;
import dev.rollcall.ingress.journal.JournalException.Reason;
import dev.rollcall.schemas.event.BulkPart;
import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.DecidedPart;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.wire.BulkContent;
import dev.rollcall.scim.bulk.BulkCut.Part;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Records the parts of one bulk request, each when the one before it is decided
/// (decisions/034-bulk-in-parts.md). Used once.
final class BulkRun {
  private final Journal journal;
  private final Request whole;
  private final Bulk bulk;
  private final Watched watched;
  private final String content;

  private int refused;

  /// @param whole the request as it would be recorded as one
  BulkRun(Journal journal, Request whole, Bulk bulk, Watched watched) {
    this.journal = journal;
    this.whole = whole;
    this.bulk = bulk;
    this.watched = watched;
    this.content = BulkContent.of(bulk);
  }

  /// How a part was decided.
  ///
  /// @param last whether no part follows
  record Done(RequestId request, Part part, Outcome outcome, boolean last) {}

  /// Records all parts and answers with their decisions in order.
  Mono<List<Done>> go(List<Part> parts) {
    return Flux.range(1, parts.size())
        .concatMap(number -> decide(number, parts))
        .takeUntil(Done::last)
        .collectList();
  }

  private Mono<Done> decide(int number, List<Part> parts) {
    Part part = parts.get(number - 1);
    RequestId id = BulkPart.id(whole.id(), number);
    Bulk command =
        new Bulk(
            bulk.failOnErrors(),
            bulk.operations().subList(part.from(), part.to()),
            new BulkPart(
                whole.id(),
                number,
                parts.size(),
                part.from(),
                refused,
                content,
                watched.earlier()));
    var request =
        new Request(
            id,
            whole.tenant(),
            whole.receivedAt(),
            whole.actor(),
            command,
            null,
            whole.idempotencyKey());
    return journal
        .decide(request, watched::appending)
        .doOnError(
            JournalException.class,
            e -> {
              // A bulk request may name one that is not in the log.
              if (number == 1 && e.reason() != Reason.UNKNOWN) {
                watched.failed(e);
              }
            })
        .onErrorMap(JournalException.class, e -> number == 1 ? e : behindOthers(e))
        .map(decided -> done(new Done(id, part, decided.decision().outcome(), false), command));
  }

  /// What can never be recorded is not worth a repeat.
  private static JournalException behindOthers(JournalException e) {
    return switch (e.reason()) {
      case TOO_LARGE -> e;
      case UNAVAILABLE, UNKNOWN, PENDING, PARTLY -> new JournalException(Reason.PARTLY, e);
    };
  }

  private Done done(Done done, Bulk command) {
    boolean last = DecidedPart.of(command, done.outcome()).map(DecidedPart::last).orElse(true);
    refused += DecidedPart.refused(done.outcome(), command.operations().size());
    return new Done(done.request(), done.part(), done.outcome(), last);
  }
}
