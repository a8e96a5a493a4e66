package dev.rollcall.connector.reconciliation;

import dev.rollcall.connector.reconciliation.FindingStore.Group;
import dev.rollcall.connector.reconciliation.FindingStore.Known;
import dev.rollcall.connector.reconciliation.Reconciler.UnreadableException;
import dev.rollcall.scim.schema.StorableText;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Reads the members of the groups that are ours, group by group, and compares each when it is read
/// to its end. Of an app that shows no members it is said that none were compared.
record MemberReading(RunParts parts) {
  private static final String GROUP = "Group";

  Mono<Void> read() {
    if (!parts.app().types().contains(GROUP)) {
      return Mono.empty();
    }
    if (!parts.app().showsMembers()) {
      return parts.store().membersNotShown(parts.run());
    }
    var after = new AtomicReference<>("");
    Mono<Boolean> step =
        Mono.defer(() -> parts.store().groups(parts.run(), after.get()))
            .flatMap(groups -> {
              if (groups.isEmpty()) {
                return Mono.just(true);
              }
              after.set(groups.getLast().key().resource().id().value());
              return all(groups).thenReturn(false);
            });
    return step.repeat().takeUntil(done -> done).then();
  }

  private Mono<Void> all(List<Known> groups) {
    return Flux.fromIterable(groups).filter(Known::settled).concatMap(this::one).then();
  }

  /// One group that cannot be read keeps no other from it: it is said, and not compared.
  private Mono<Void> one(Known known) {
    return parts
        .store()
        .now()
        .flatMap(since -> {
          Group group = group(known, since);
          return parts
              .asking()
              .all(
                  known.key().resource(),
                  parts.app().members(group.remoteId()),
                  (members, _) ->
                      parts
                          .store()
                          .members(
                              parts.run(),
                              group,
                              members.stream().map(StorableText::storable).toList()))
              .then(Mono.defer(() -> parts.store().compare(parts.run(), group)))
              .onErrorResume(
                  e -> e instanceof UnreadableException unreadable && !unreadable.isWholly(),
                  e -> parts.store().unread(parts.run(), group, String.valueOf(e.getMessage())));
        });
  }

  private static Group group(Known known, Instant since) {
    return new Group(known.key(), Objects.requireNonNull(known.remoteId()), since);
  }
}
