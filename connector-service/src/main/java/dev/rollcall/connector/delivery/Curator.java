package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.core.Acquaintance;
import dev.rollcall.connector.delivery.core.Event;
import dev.rollcall.connector.mapping.core.Admission;
import dev.rollcall.connector.mapping.core.Company;
import dev.rollcall.connector.mapping.core.Memberships;
import dev.rollcall.connector.mapping.core.Occasion;
import dev.rollcall.connector.mapping.core.Scope;
import dev.rollcall.connector.mapping.core.Shaping;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// Finds out what a receiver of events is to be told in one turn of a key.
final class Curator {
  private final Shaping shaping;
  private final LaneStore store;
  private final Clock clock;
  private final Scheduler mapping;

  Curator(Shaping shaping, LaneStore store, Worker.Rules rules) {
    this.shaping = shaping;
    this.store = store;
    this.clock = rules.verdicts().clock();
    this.mapping = rules.mapping();
  }

  /// Returns what is to be told; an error signal where the key is not ours any more.
  Mono<Course> course(Claim claim, Load.Events load) {
    if (shaping.isPlain() && !claim.remembered()) {
      return Mono.just(Course.plain(load));
    }
    return store
        .acquaintance(claim, shaping.scope().groups())
        .switchIfEmpty(Mono.error(() -> new LeaseLostException(claim.lane().targetId())))
        .flatMap(known ->
            company(claim, load.events(), known)
                // A mapping may take a while, and the thread that brought the rows has others to
                // serve.
                .publishOn(mapping)
                .map(company -> course(claim, load, known, company)));
  }

  private Course course(Claim claim, Load.Events load, Acquaintance known, Company company) {
    Instant waiting = claim.waitingSince();
    var occasion =
        new Occasion(
            claim.resource(),
            claim.desiredSeq(),
            waiting == null ? clock.instant() : waiting,
            load.events(),
            load.more());
    return new Course(
        Admission.of(occasion, shaping, known, company), load.more() || known.moreGaps());
  }

  private Mono<Company> company(Claim claim, List<Event> events, Acquaintance known) {
    Scope scope = shaping.scope();
    Set<String> ids = Memberships.named(events, known.gaps());
    if (ids.isEmpty() || scope.isEverything()) {
      return Mono.just(Company.EVERYBODY);
    }
    var inside = new HashSet<String>();
    var told = new HashSet<String>();
    return store
        .candidates(claim, ids, scope)
        .publishOn(mapping)
        .doOnNext(candidate -> {
          String id = candidate.resource().id().value();
          if (candidate.isInside(scope)) {
            inside.add(id);
          }
          if (candidate.isKnown()) {
            told.add(id);
          }
        })
        .then(Mono.fromSupplier(() -> new Company(false, inside, told)));
  }
}
