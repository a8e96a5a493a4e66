package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.core.Material;
import dev.rollcall.schemas.event.ResourceRef;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/// Port to the keys of a lane as a worker would find them, without taking them.
public interface LanePages {

  /// Which keys are asked for, in the order of their resources.
  ///
  /// @param after the last resource that was seen, or an empty text
  /// @param holdId the act that asked for the look, or an empty text for all keys
  /// @param replayId the replay that the keys are part of, or an empty text for all keys
  record Query(String after, String holdId, String replayId, int limit) {}

  /// A key as it was found.
  ///
  /// @param generation tells whether it is still as it was found
  record Glimpse(ResourceRef resource, long generation, Material material) {}

  /// A key by its name.
  ///
  /// @param generation as it was found
  record Key(ResourceRef resource, long generation) {}

  /// Loads what is known of these keys.
  ///
  /// @throws ReconfiguredException as [#page] does
  Mono<List<Glimpse>> load(LaneRef lane, List<Key> keys);

  /// Loads a page of keys; the last one has fewer than the limit.
  ///
  /// @throws ReconfiguredException as a signal, where the lane is configured otherwise by now
  Mono<List<Glimpse>> page(LaneRef lane, Query query);

  /// Memberships of a group that are counted.
  ///
  /// @param joins of those who would be added
  /// @param leaves of those who would be removed
  record Memberships(long joins, long leaves) {
    public static final Memberships NONE = new Memberships(0, 0);

    /// These and others.
    public Memberships and(Memberships more) {
      return new Memberships(joins + more.joins, leaves + more.leaves);
    }

    public long all() {
      return joins + leaves;
    }
  }

  /// Which memberships are counted.
  enum Which {
    /// Those that differ by what the target has confirmed.
    DIFFERENT,
    /// Those, and what it has confirmed: nothing is believed.
    DOUBTED,
    /// All that there are, for who is told everything.
    PRESENT
  }

  /// Counts the memberships of the groups among these keys, by their ids; a group without any is
  /// left out.
  Mono<Map<String, Memberships>> memberships(LaneRef lane, List<Key> keys, Which which);

  /// The lane is configured otherwise than the one who asked knows it.
  final class ReconfiguredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReconfiguredException(String targetId) {
      super("Target " + targetId + " is configured otherwise");
    }
  }
}
