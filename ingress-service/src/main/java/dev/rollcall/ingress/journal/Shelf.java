package dev.rollcall.ingress.journal;

import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A number of requests by their fingerprints. Where room is short, the tenant that has most of it
/// gives some up, so that one whose connections all break costs nobody else a repeat. Belongs to
/// one thread at a time.
final class Shelf {
  /// Equal requests that are kept: the first ones, because the others are repeats of them.
  private static final int EQUAL_MAX = 4;

  private final Map<TenantId, Owned> tenants = new HashMap<>();
  private final int entriesMax;
  private int size;

  Shelf(int entriesMax) {
    this.entriesMax = entriesMax;
  }

  private record Entry(RequestId request, Instant at) {}

  /// What one tenant has, and how many entries that is.
  private static final class Owned {
    final SequencedMap<Fingerprint, List<Entry>> equal = new LinkedHashMap<>();
    int size;
  }

  /// Adds a request, or makes one younger that is there.
  ///
  /// @param since what is older is gone
  void add(Fingerprint fingerprint, RequestId request, Instant at, Instant since) {
    List<Entry> equal =
        removeAll(fingerprint).stream().filter(entry -> !entry.at().isBefore(since)).toList();
    boolean there = equal.stream().anyMatch(entry -> entry.request().equals(request));
    for (Entry entry : equal) {
      put(fingerprint, entry.request().equals(request) ? new Entry(request, at) : entry);
    }
    if (!there && equal.size() < EQUAL_MAX) {
      put(fingerprint, new Entry(request, at));
    }
  }

  private void put(Fingerprint fingerprint, Entry entry) {
    if (size >= entriesMax) {
      makeRoom();
    }
    Owned own = tenants.computeIfAbsent(fingerprint.tenant(), _ -> new Owned());
    own.equal.computeIfAbsent(fingerprint, _ -> new ArrayList<>()).add(entry);
    own.size++;
    size++;
  }

  /// Takes the equal requests that were noted since a time, in their order; older ones are gone.
  List<RequestId> take(Fingerprint fingerprint, Instant since) {
    return removeAll(fingerprint).stream()
        .filter(entry -> !entry.at().isBefore(since))
        .map(Entry::request)
        .toList();
  }

  void remove(Fingerprint fingerprint, RequestId request) {
    List<Entry> equal = removeAll(fingerprint);
    for (Entry entry : equal) {
      if (!entry.request().equals(request)) {
        put(fingerprint, entry);
      }
    }
  }

  private List<Entry> removeAll(Fingerprint fingerprint) {
    Owned own = tenants.get(fingerprint.tenant());
    List<Entry> equal = own == null ? null : own.equal.remove(fingerprint);
    if (own == null || equal == null) {
      return List.of();
    }
    own.size -= equal.size();
    size -= equal.size();
    if (own.equal.isEmpty()) {
      tenants.remove(fingerprint.tenant());
    }
    return equal;
  }

  /// The eldest of the tenant that has most.
  private void makeRoom() {
    tenants.values().stream()
        .max(Comparator.comparingInt(own -> own.size))
        .map(most -> most.equal.firstEntry().getKey())
        .ifPresent(this::removeAll);
  }
}
