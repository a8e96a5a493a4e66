package dev.rollcall.connector.reconciliation.postgres;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.delivery.LanePages;
import dev.rollcall.connector.delivery.LaneRef;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/// Keys of lanes for a run, which takes long enough to meet a store that refuses for a moment.
public final class PatientPages implements LanePages {
  private final LanePages pages;
  private final Patience patience;

  public PatientPages(LanePages pages, Limits.Reconciling limits) {
    this.pages = pages;
    this.patience = Patience.of(limits);
  }

  @Override
  public Mono<List<Glimpse>> load(LaneRef lane, List<Key> keys) {
    return patience.with(Mono.defer(() -> pages.load(lane, keys)));
  }

  @Override
  public Mono<Map<String, Memberships>> memberships(LaneRef lane, List<Key> keys, Which which) {
    return patience.with(Mono.defer(() -> pages.memberships(lane, keys, which)));
  }

  @Override
  public Mono<List<Glimpse>> page(LaneRef lane, Query query) {
    return patience.with(Mono.defer(() -> pages.page(lane, query)));
  }
}
