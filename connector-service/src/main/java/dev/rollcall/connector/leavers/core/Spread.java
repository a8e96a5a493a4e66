package dev.rollcall.connector.leavers.core;

import dev.rollcall.connector.operations.core.Spoken;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Duration;
import java.util.List;

/// How long the leavers of one target were in: the time from the request to the moment when the
/// target was seen to have them out. Whoever is still in counts with the time so far, so that a
/// target that lets nobody go does not look quick.
///
/// @param leavers all of them
/// @param stillIn how many are not out yet
/// @param readBack how many the target was read for, and not taken at its word
public record Spread(
    String targetId, long leavers, long stillIn, long readBack, List<Quantile> quantiles) {
  private static final int ALL = 100;

  /// Which parts of a hundred are told.
  public static final List<Integer> PARTS = List.of(50, 90, 99);

  public Spread {
    quantiles = List.copyOf(quantiles);
  }

  /// How long at most that part of the leavers was in that was in the shortest.
  ///
  /// @param part of a hundred
  /// @param atLeast whether it is still going on: the time is only so far
  public record Quantile(int part, Duration time, boolean atLeast) {}

  /// Returns the place of a part of a hundred among so many in order, from 1 (nearest rank).
  public static long rank(long number, int part) {
    return Math.max(1, Math.ceilDiv(number * part, ALL));
  }

  /// Returns the spread as administrators see it.
  public JsonObject toJson() {
    var json =
        JsonObject.builder()
            .put("targetId", targetId)
            .put("leavers", leavers)
            .put("stillIn", stillIn)
            .put("readBack", readBack);
    for (Quantile each : quantiles) {
      json.put(
          "p" + each.part(),
          JsonObject.builder()
              .put("millis", each.time().toMillis())
              .put("atLeast", each.atLeast())
              .build());
    }
    return json.put("sentence", sentence()).build();
  }

  private String sentence() {
    if (leavers == 0 || quantiles.isEmpty()) {
      return "Nobody left.";
    }
    String all = Spoken.count(leavers, "person", "people") + " left.";
    String half = " Half were out within " + said(quantiles.getFirst());
    String most = ", 99 of 100 within " + said(quantiles.getLast()) + ".";
    String rest =
        stillIn == 0 ? "" : " " + stillIn + (stillIn == 1 ? " is" : " are") + " still in.";
    return all + half + most + rest;
  }

  private static String said(Quantile quantile) {
    return Spoken.of(quantile.time()) + (quantile.atLeast() ? " or more" : "");
  }
}
