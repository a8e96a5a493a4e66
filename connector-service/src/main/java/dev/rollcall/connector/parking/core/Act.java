package dev.rollcall.connector.parking.core;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an administrator wants done about dead letters of one target.
public sealed interface Act {

  /// Why, in the administrator's words; empty where nothing was said.
  String reason();

  /// An act on keys.
  sealed interface OnKeys extends Act {
    Selection selection();

    /// How many keys a second at most.
    int perSecond();
  }

  /// Try these again, with a full schedule of retries.
  record Redrive(Selection selection, String reason, int perSecond) implements OnKeys {}

  /// Take these off the list. What they should have got is not sent; their next change is.
  record Discard(Selection selection, String reason, int perSecond) implements OnKeys {}

  /// An act on a target as a whole.
  sealed interface OnTarget extends Act {}

  /// Read the target back and compare it with what it must have.
  ///
  /// @param reportOnly whether nothing is repaired, whatever the target's policy says
  record Reconcile(boolean reportOnly, String reason) implements OnTarget {}

  /// Repair what a reconciliation has found.
  ///
  /// @param kinds of findings; all where empty
  /// @param resourceTypes one of these; any where empty
  /// @param resourceIds ids of resources, ours or the target's; any where empty
  /// @param notOurs whether what we did not create is meant as well
  record Repair(
      String reconciliationId,
      Set<String> kinds,
      Set<String> resourceTypes,
      Set<String> resourceIds,
      boolean notOurs,
      String reason)
      implements OnTarget {}

  /// End a reconciliation that is under way.
  record CancelReconciliation(String reconciliationId, String reason) implements OnTarget {}

  /// Call the target again, although it asked for a pause that is not over.
  record Resume(String reason) implements OnTarget {}

  /// End another act: keys that it has not come to stay as they are, and keys that it let go and
  /// nobody has tried yet are parked again.
  record Cancel(String actId, String reason) implements Act {}

  /// Whom an act concerns: those that the filter finds when the act begins, or these.
  ///
  /// @param resourceIds by their ids, or null where the filter says
  record Selection(LetterFilter filter, @Nullable Set<String> resourceIds) {}

  /// How many keys one act may name.
  int RESOURCE_IDS_MAX = 1000;

  /// How many keys a second an act lets go where it says nothing, and at most.
  int PER_SECOND_USUAL = 1000;

  int PER_SECOND_MAX = 10_000;

  /// The name of the kind, as it is stored.
  default String kind() {
    return switch (this) {
      case Redrive _ -> "redrive";
      case Discard _ -> "discard";
      case Cancel _, CancelReconciliation _ -> "cancel";
      case Reconcile _ -> "reconcile";
      case Repair _ -> "repair";
      case Resume _ -> "resume";
    };
  }

  /// Reads an act: `{"act", "filter" | "resourceIds" | "actId", "reason", "perSecond"}`. An act on
  /// everything says so with an empty filter.
  static Result<Act> read(JsonObject json) {
    if (TargetActFields.isOnTarget(json)) {
      return TargetActFields.read(json);
    }
    var fields =
        new ActFields(json, Set.of("act", "filter", "resourceIds", "actId", "reason", "perSecond"));
    String kind = fields.text("act");
    return kind.equals("cancel") ? cancel(fields) : onKeys(kind, fields);
  }

  private static Result<Act> cancel(ActFields fields) {
    String actId = fields.text("actId");
    if (actId.isBlank() || fields.has("filter") || fields.has("resourceIds")) {
      fields.wrong("To cancel takes 'actId', and neither 'filter' nor 'resourceIds'.");
    }
    return fields.result(new Cancel(actId, fields.text("reason")));
  }

  private static Result<Act> onKeys(String kind, ActFields fields) {
    String reason = fields.text("reason");
    if (fields.has("filter") == fields.has("resourceIds") || fields.has("actId")) {
      fields.wrong("An act takes either 'filter' (empty for all) or 'resourceIds'.");
    }
    Set<String> ids =
        fields.has("resourceIds") ? fields.texts("resourceIds", RESOURCE_IDS_MAX) : null;
    int perSecond = fields.number("perSecond", PER_SECOND_USUAL, PER_SECOND_MAX);
    return LetterFilter.read(fields.object("filter"))
        .flatMap(filter -> {
          var selection = new Selection(filter, ids);
          return switch (kind) {
            case "redrive" -> fields.result(new Redrive(selection, reason, perSecond));
            case "discard" -> {
              if (reason.isBlank()) {
                fields.wrong("To discard takes a 'reason'.");
              }
              yield fields.result(new Discard(selection, reason, perSecond));
            }
            default -> {
              fields.wrong(
                  "'act' is 'redrive', 'discard', 'cancel', 'resume', 'reconcile' or 'repair'.");
              yield fields.result(new Redrive(selection, reason, perSecond));
            }
          };
        });
  }
}
