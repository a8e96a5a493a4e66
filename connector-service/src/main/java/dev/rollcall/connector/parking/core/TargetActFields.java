package dev.rollcall.connector.parking.core;

import dev.rollcall.connector.parking.core.Act.CancelReconciliation;
import dev.rollcall.connector.parking.core.Act.Reconcile;
import dev.rollcall.connector.parking.core.Act.Repair;
import dev.rollcall.connector.parking.core.Act.Resume;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import java.util.Set;

/// Reads acts on a target as a whole: `{"act": "reconcile", "reportOnly", "reason"}`, `{"act":
/// "repair", "reconciliationId", "kind", "resourceType", "resourceIds", "notOurs", "reason"}`,
/// `{"act": "cancel", "reconciliationId", "reason"}` and `{"act": "resume", "reason"}`.
final class TargetActFields {
  private static final String ID = "reconciliationId";
  private static final String REASON = "reason";
  private static final int VALUES_MAX = 20;
  private static final Set<String> KINDS =
      Set.of("missing", "extra", "drift", "member_missing", "member_extra");

  private TargetActFields() {}

  static boolean isOnTarget(JsonObject json) {
    String act = json.text("act").orElse("");
    return act.equals("reconcile")
        || act.equals("repair")
        || act.equals("resume")
        || (act.equals("cancel") && json.get(ID) != null);
  }

  static Result<Act> read(JsonObject json) {
    return switch (json.text("act").orElse("")) {
      case "reconcile" -> {
        var fields = new ActFields(json, Set.of("act", "reportOnly", REASON));
        yield fields.result(new Reconcile(fields.flag("reportOnly"), fields.text(REASON)));
      }
      case "repair" -> repair(json);
      case "resume" -> {
        var fields = new ActFields(json, Set.of("act", REASON));
        String reason = fields.text(REASON);
        if (reason.isBlank()) {
          fields.wrong("To call a target that asked for a pause takes a 'reason'.");
        }
        yield fields.result(new Resume(reason));
      }
      default -> {
        var fields = new ActFields(json, Set.of("act", ID, REASON));
        yield fields.result(new CancelReconciliation(id(fields), fields.text(REASON)));
      }
    };
  }

  private static Result<Act> repair(JsonObject json) {
    var fields =
        new ActFields(
            json, Set.of("act", ID, "kind", "resourceType", "resourceIds", "notOurs", REASON));
    Set<String> kinds = fields.texts("kind", VALUES_MAX);
    if (!KINDS.containsAll(kinds)) {
      fields.wrong(
          "'kind' is 'missing', 'extra', 'drift', 'member_missing' or 'member_extra', or several.");
    }
    return fields.result(
        new Repair(
            id(fields),
            kinds,
            fields.texts("resourceType", VALUES_MAX),
            fields.texts("resourceIds", Act.RESOURCE_IDS_MAX),
            fields.flag("notOurs"),
            fields.text(REASON)));
  }

  private static String id(ActFields fields) {
    String id = fields.text(ID);
    if (id.isBlank()) {
      fields.wrong("'reconciliationId' is missing.");
    }
    return id;
  }
}
