package dev.rollcall.projection.decide.core;

import dev.rollcall.schemas.event.BulkPart;
import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.scim.Result;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A bulk request that was read, or a part of one.
public record BulkReading(
    Request request, Errors errors, List<Step> steps, @Nullable String fingerprint)
    implements Reading {
  public BulkReading {
    steps = List.copyOf(steps);
  }

  /// Which part of a request it is; null where it is a whole one.
  @Nullable BulkPart part() {
    return request.command() instanceof Bulk bulk ? bulk.part() : null;
  }

  /// How many errors the client bears.
  ///
  /// @param failOnErrors after how many refused operations the rest is left undone; 0 for never
  /// @param before how many operations of parts before this one were refused
  public record Errors(int failOnErrors, int before) {
    /// Says whether the rest is left undone after some refused operations of this record.
    boolean suffice(long refused) {
      return failOnErrors > 0 && before + refused >= failOnErrors;
    }
  }

  /// One operation.
  ///
  /// @param method as sent
  /// @param bulkId as sent, or null
  /// @param operation what it wants, or why it is refused whatever the directory holds
  /// @param dependsOn the operations whose new resources it refers to, by index
  /// @param membersFirst those of them that it makes members of a group
  public record Step(
      String method,
      @Nullable String bulkId,
      Result<ResourceReading> operation,
      Set<Integer> dependsOn,
      Set<Integer> membersFirst) {
    public Step {
      dependsOn = Set.copyOf(dependsOn);
      membersFirst = Set.copyOf(membersFirst);
    }
  }
}
