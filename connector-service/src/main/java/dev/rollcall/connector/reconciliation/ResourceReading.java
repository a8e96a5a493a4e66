package dev.rollcall.connector.reconciliation;

import dev.rollcall.connector.delivery.Lane;
import dev.rollcall.connector.delivery.LanePages;
import dev.rollcall.connector.delivery.LanePages.Glimpse;
import dev.rollcall.connector.delivery.LaneReads;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.parking.core.Difference.Change;
import dev.rollcall.connector.reconciliation.FindingStore.Awaited;
import dev.rollcall.connector.reconciliation.FindingStore.Known;
import dev.rollcall.connector.reconciliation.FindingStore.Page;
import dev.rollcall.connector.reconciliation.FindingStore.Search;
import dev.rollcall.connector.reconciliation.core.Comparison;
import dev.rollcall.connector.reconciliation.core.Comparison.Verdict;
import dev.rollcall.connector.reconciliation.core.Expected;
import dev.rollcall.connector.reconciliation.core.Finding;
import dev.rollcall.connector.reconciliation.core.Kind;
import dev.rollcall.connector.target.ReadableApp.Shown;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// Reads users or groups, and compares page by page: no more than a page is in memory.
///
/// @param mapping where mappings are evaluated
record ResourceReading(RunParts parts, LanePages pages, Scheduler mapping) {

  /// Reads all resources of a type.
  Mono<Void> read(String type) {
    return parts
        .asking()
        .all(
            LaneReads.all(type),
            parts.app().read(type),
            (shown, since) -> shown.isEmpty() ? Mono.empty() : page(type, shown, since));
  }

  private Mono<Void> page(String type, List<Shown> shown, Instant since) {
    List<String> ids = shown.stream().map(Shown::remoteId).toList();
    return parts
        .store()
        .known(parts.run(), type, ids, since)
        .flatMap(known ->
            loaded(known.stream().filter(Known::settled).toList())
                .map(glimpses -> compared(type, shown, known, glimpses)))
        .flatMap(page -> parts.store().page(parts.run(), page));
  }

  private Mono<Map<String, Glimpse>> loaded(List<Known> known) {
    return pages
        .load(parts.lane().ref(), known.stream().map(Known::key).toList())
        .publishOn(mapping)
        .map(all ->
            all.stream().collect(Collectors.toMap(it -> it.resource().id().value(), it -> it)));
  }

  private Page compared(
      String type, List<Shown> shown, List<Known> known, Map<String, Glimpse> glimpses) {
    Map<String, Shown> byId =
        shown.stream().collect(Collectors.toMap(Shown::remoteId, it -> it, (one, _) -> one));
    var findings =
        known.stream()
            .filter(it -> it.remoteId() != null && glimpses.containsKey(id(it)))
            .map(it -> compare(it, byId.get(String.valueOf(it.remoteId())), glimpses.get(id(it))))
            .flatMap(Optional::stream)
            .toList();
    long pending = known.stream().filter(it -> !it.settled()).count();
    return new Page(type, shown, findings, pending);
  }

  private Optional<Finding> compare(Known known, @Nullable Shown shown, @Nullable Glimpse glimpse) {
    if (shown == null || glimpse == null) {
      return Optional.empty();
    }
    String type = glimpse.resource().type();
    Verdict verdict =
        Comparison.of(
            expected(glimpse), shown.resource(), shape -> parts.app().asRead(type, shape));
    return switch (verdict) {
      case Verdict.Same _ -> Optional.empty();
      case Verdict.Extra _ -> Optional.of(finding(Kind.EXTRA, known, null, List.of()));
      case Verdict.Drift(var changes, var active) ->
          Optional.of(finding(Kind.DRIFT, known, active, changes));
    };
  }

  private Expected expected(Glimpse glimpse) {
    Lane lane = parts.lane();
    return Expected.of(glimpse.resource(), glimpse.material(), lane.shaping(), lane.profile());
  }

  private static Finding finding(
      Kind kind, Known known, @Nullable Boolean active, List<Change> changes) {
    return new Finding(
        kind, known.key().resource(), known.key().generation(), known.remoteId(), active, changes);
  }

  /// Looks for what must be there and was not shown. A list may skip a resource when another one
  /// goes while it is read, so that each is asked for by itself.
  ///
  /// @param rereadsMax how many are asked for; where nearly all of so many are gone the rest is
  ///   believed to be, and else to be there
  Mono<Void> lookForMissing(int rereadsMax) {
    var left = new Rereads(rereadsMax);
    var after = new AtomicReference<>("");
    Mono<Boolean> step =
        Mono.defer(() -> parts.store().unseen(parts.run(), parts.app().types(), after.get()))
            .flatMap(known -> {
              if (known.isEmpty()) {
                return Mono.just(true);
              }
              after.set(id(known.getLast()));
              return missing(known, left).thenReturn(false);
            });
    return step.repeat().takeUntil(done -> done).then();
  }

  private Mono<Void> missing(List<Known> known, Rereads left) {
    long pending = known.stream().filter(it -> !it.settled()).count();
    return loaded(known)
        .flatMap(glimpses ->
            Flux.fromIterable(known)
                .filter(Known::settled)
                .filter(
                    it -> Optional.ofNullable(glimpses.get(id(it))).filter(this::isDue).isPresent())
                .concatMap(it -> isGone(it, left).filter(gone -> gone).map(_ -> it))
                .map(it -> finding(Kind.MISSING, it, null, List.of()))
                .collectList()
                .map(findings -> new Search(findings, awaited(glimpses.values()), pending)))
        .flatMap(search -> parts.store().missing(parts.run(), search));
  }

  /// Also of those that are under way: they come to their accounts sooner or later.
  private List<Awaited> awaited(Collection<Glimpse> unseen) {
    return unseen.stream()
        .flatMap(glimpse ->
            awaitedName(glimpse).map(name -> new Awaited(glimpse.resource().type(), name)).stream())
        .toList();
  }

  private Optional<String> awaitedName(Glimpse glimpse) {
    Expected expected = expected(glimpse);
    Optional<String> match =
        expected instanceof Expected.There(var shape)
            ? parts.app().match(glimpse.resource().type(), shape)
            : Optional.empty();
    return match.or(() -> expected.name(glimpse.material().document()));
  }

  private boolean isDue(Glimpse glimpse) {
    return expected(glimpse) instanceof Expected.There there
        && (there.isActive() || parts.app().showsInactive());
  }

  private Mono<Boolean> isGone(Known known, Rereads left) {
    String remoteId = known.remoteId();
    if (remoteId == null) {
      return Mono.just(true);
    }
    if (left.areSpent()) {
      return Mono.just(left.wereNearlyAllGone());
    }
    return parts
        .asking()
        .one(known.key().resource(), remoteId)
        .map(answer -> left.noted(answer instanceof Answer.NotFound));
  }

  /// How many were asked for by themselves, and how many of these were gone. One comes after the
  /// other.
  private static final class Rereads {
    private static final int NEARLY_ALL_PERCENT = 90;
    private static final int ALL_PERCENT = 100;

    private final int max;
    private int asked;
    private int gone;

    Rereads(int max) {
      this.max = max;
    }

    boolean areSpent() {
      return asked >= max;
    }

    boolean wereNearlyAllGone() {
      return gone * ALL_PERCENT >= asked * NEARLY_ALL_PERCENT;
    }

    boolean noted(boolean isGone) {
      asked++;
      gone += isGone ? 1 : 0;
      return isGone;
    }
  }

  private static String id(Known known) {
    return known.key().resource().id().value();
  }
}
