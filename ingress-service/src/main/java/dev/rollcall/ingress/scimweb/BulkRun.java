package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.fairness.Turn;
import dev.rollcall.ingress.journal.Fingerprint;
import dev.rollcall.ingress.journal.Journal;
import dev.rollcall.ingress.journal.JournalException;
import dev.rollcall.ingress.journal.JournalException.Reason;
import dev.rollcall.schemas.event.BulkPart;
import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Command.BulkOperation;
import dev.rollcall.schemas.event.DecidedPart;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Outcome.PerformedOperation;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.scim.bulk.BulkCut.Part;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Records the parts of one bulk request, each when the one before it is decided, and remembers
/// what became of their operations for those that refer to them (decisions/034-bulk-in-parts.md).
/// Used once; what it remembers is touched by one part after the other.
final class BulkRun {
  /// Between a client's `Idempotency-Key` and the number of a part. No client can send it: headers
  /// have no characters above U+00FF.
  private static final String KEY_OF_PART = "\u2044";

  private final Request whole;
  private final Bulk bulk;
  private final List<Part> parts;
  private final BulkDelivery delivery;
  private final Sinks.Empty<Void> stored = Sinks.empty();
  private final Map<String, ResourceId> made = new HashMap<>();

  private int refused;

  /// @param whole the request as it would be recorded as one
  BulkRun(Request whole, Bulk bulk, List<Part> parts, BulkDelivery delivery) {
    this.whole = whole;
    this.bulk = bulk;
    this.parts = parts;
    this.delivery = delivery;
  }

  /// How a part was decided.
  ///
  /// @param last whether no part follows
  record Done(RequestId request, Part part, Outcome outcome, boolean last) {}

  /// Ends when the log has the first part.
  Mono<Void> stored() {
    return stored.asMono();
  }

  /// Records all parts and answers with their decisions in order.
  ///
  /// @param room the memory that the request takes, or null
  Mono<List<Done>> go(Journal.Series series, @Nullable Turn room) {
    return Flux.range(1, parts.size())
        .concatMap(number ->
            number == 1
                ? decide(series, number)
                : pause().then(Mono.defer(() -> decide(series, number))))
        .doOnNext(_ -> {
          if (room != null) {
            room.goesOn();
          }
        })
        .takeUntil(Done::last)
        .collectList()
        .doOnNext(_ -> delivery.done())
        .doOnError(_ -> delivery.failed())
        .doFinally(_ -> {
          if (room != null) {
            room.end();
          }
        });
  }

  /// The place for a pause between two parts, where other tenants are to get in between.
  private static Mono<Void> pause() {
    return Mono.empty();
  }

  private Mono<Done> decide(Journal.Series series, int number) {
    Part part = parts.get(number - 1);
    Bulk command = command(part, number);
    Request plain = request(BulkPart.id(whole.id(), number), command, number);
    BulkDelivery.Part watched = delivery.part(Fingerprint.of(plain), plain.id());
    List<RequestId> earlier = watched.earlier();
    // The last one is certainly in the log if there are several, and answered as those before it.
    Request request = earlier.isEmpty() ? plain : Recorder.repeat(plain, earlier.getLast());
    return series
        .decide(request, watched::appending, stored::tryEmitEmpty)
        .doOnError(JournalException.class, watched::failed)
        .onErrorMap(
            JournalException.class,
            it -> number == 1 ? it : new JournalException(Reason.PARTLY, it))
        .map(decided -> done(plain.id(), part, command, decided.decision().outcome()));
  }

  private Bulk command(Part part, int number) {
    var earlier = new HashMap<String, ResourceId>();
    var without = new HashSet<String>();
    for (String bulkId : part.earlier()) {
      ResourceId id = made.get(bulkId);
      if (id == null) {
        without.add(bulkId);
      } else {
        earlier.put(bulkId, id);
      }
    }
    return new Bulk(
        bulk.failOnErrors(),
        bulk.operations().subList(part.from(), part.to()),
        new BulkPart(whole.id(), number, parts.size(), part.from(), refused, earlier, without));
  }

  private Request request(RequestId id, Bulk command, int number) {
    String key = whole.idempotencyKey();
    return new Request(
        id,
        whole.tenant(),
        whole.receivedAt(),
        whole.actor(),
        command,
        null,
        key == null || number == 1 ? key : key + KEY_OF_PART + number);
  }

  private Done done(RequestId id, Part part, Bulk command, Outcome outcome) {
    boolean last = DecidedPart.of(command, outcome).map(DecidedPart::last).orElse(true);
    if (outcome instanceof Outcome.Performed(List<PerformedOperation> operations)) {
      for (PerformedOperation each : operations) {
        BulkOperation sent = command.operations().get(each.index());
        if (sent.bulkId() != null
            && sent.newId() != null
            && each.outcome() instanceof Accepted accepted) {
          made.put(sent.bulkId(), accepted.resource().id());
        }
      }
    }
    refused += DecidedPart.refused(outcome, command.operations().size());
    return new Done(id, part, outcome, last);
  }
}
