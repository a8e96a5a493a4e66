package dev.rollcall.connector.targets;

import dev.rollcall.connector.intake.Leavers.Leaver;
import dev.rollcall.connector.intake.core.FoldedBatch.ResourceRow;
import dev.rollcall.connector.targets.Roster.Entry;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/// Who falls out of a target by its filter, as far as the changed resource alone says so.
final class Excluded {
  private Excluded() {}

  static List<Leaver> among(List<Entry> entries, List<ResourceRow> changed) {
    var all = new ArrayList<Leaver>();
    for (Entry entry : entries) {
      Target target = entry.target();
      if (target.shaping().scope().users() != null) {
        for (ResourceRow row : changed) {
          if (row.key().tenant().equals(target.tenant()) && isExcluded(target, row)) {
            all.add(new Leaver(target.id(), row.key().id()));
          }
        }
      }
    }
    return all;
  }

  private static boolean isExcluded(Target target, ResourceRow row) {
    JsonObject document = row.document();
    return document != null
        && target
            .shaping()
            .scope()
            .excludes(new ResourceRef(row.type(), new ResourceId(row.key().id())), document);
  }
}
