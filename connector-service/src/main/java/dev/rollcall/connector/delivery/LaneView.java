package dev.rollcall.connector.delivery;

import dev.rollcall.schemas.event.ResourceRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Port to what is known of keys, for those who look and take nothing.
public interface LaneView {

  /// Returns a key with its lane and with what a worker would be given; empty where the target has
  /// no such key.
  Mono<Look> look(String tenant, String targetId, String resourceId);

  /// Returns the targets of a tenant that have a key for a resource, in the order of their names.
  Flux<String> targets(String tenant, String resourceId);

  /// What is known of a key.
  record Look(LaneLook lane, KeyLook key, Load load) {}

  /// What is known of a lane.
  ///
  /// @param targetId names the lane
  /// @param state active, paused or disabled
  /// @param openUntil until when its breaker is open, or null where it is closed
  /// @param notBefore until when the target asked us to stay away, or null
  record LaneLook(
      String targetId,
      boolean strict,
      String state,
      @Nullable Instant openUntil,
      @Nullable Instant notBefore) {
    /// The target's name as its tenant knows it.
    public String targetName() {
      return LaneRef.nameOf(targetId);
    }
  }

  /// What is known of a key itself.
  ///
  /// @param state waiting, working, failing, parked, held, done or discarded
  /// @param inScope whether the resource was in scope when it was last brought up to date
  /// @param waitsFor what else it waits for, in words, or null
  /// @param trouble the last failure, or null
  /// @param linkState intent, linked, gone, or none
  /// @param remoteId the target's id of it, or null
  /// @param discard the act that discarded it, where it is discarded
  record KeyLook(
      ResourceRef resource,
      String state,
      boolean inScope,
      long desiredSeq,
      long appliedSeq,
      Instant dueAt,
      @Nullable Instant waitingSince,
      @Nullable String waitsFor,
      @Nullable Trouble trouble,
      String linkState,
      @Nullable String remoteId,
      List<String> requestIds,
      @Nullable Discarded discard) {
    public KeyLook {
      requestIds = List.copyOf(requestIds);
    }
  }

  /// A run of failures.
  ///
  /// @param attempts how many there were
  record Trouble(
      long attempts,
      @Nullable Instant firstAt,
      @Nullable Instant lastAt,
      String errorClass,
      @Nullable Integer status,
      String text) {}

  /// Why somebody discarded a key.
  record Discarded(String actId, String reason) {}
}
