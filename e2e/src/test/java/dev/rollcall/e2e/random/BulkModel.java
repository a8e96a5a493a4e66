package dev.rollcall.e2e.random;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Carries a bulk request out: what is referred to first, else in the order of the request.
final class BulkModel {
  private static final Refusal DEPENDS = new Refusal(409, "");

  private final Model model;
  private final String name;
  private final Action.Bulk bulk;
  private final Map<Integer, Expected> outcomes = new TreeMap<>();
  private final Set<Integer> visited = new HashSet<>();
  private int refused;

  BulkModel(Model model, String name, Action.Bulk bulk) {
    this.model = model;
    this.name = name;
    this.bulk = bulk;
  }

  Expected answer() {
    for (int i = 0; i < bulk.operations().size(); i++) {
      visit(i);
    }
    var operations = new ArrayList<Json>();
    outcomes.forEach((index, outcome) -> operations.add(operation(index, outcome)));
    return Expected.of(
        200,
        0,
        JsonObject.builder()
            .put("schemas", JsonArray.ofStrings(List.of(Names.MESSAGE + "BulkResponse")))
            .put("Operations", new JsonArray(operations))
            .build());
  }

  private void visit(int index) {
    if (!visited.add(index)) {
      return;
    }
    Set<Integer> needed = needed(index);
    needed.forEach(this::visit);
    if (bulk.failOnErrors() > 0 && refused >= bulk.failOnErrors()) {
      return;
    }
    boolean lacks =
        needed.stream().anyMatch(it -> outcomes.containsKey(it) && outcomes.get(it).isRefused());
    Expected outcome =
        lacks
            ? Expected.refused(DEPENDS)
            : model.answer(
                name + "." + index, bulk.operations().get(index), Model.Flaws.BEHIND_CONDITIONS);
    // An answer without bodies has no use for 204 where there is a version.
    outcomes.put(index, outcome.version() > 0 && outcome.status() == 204 ? ok(outcome) : outcome);
    if (outcome.isRefused()) {
      refused++;
    }
  }

  /// The operations that create what this one names.
  private Set<Integer> needed(int index) {
    String text = BulkWire.text(bulk.operations().get(index));
    var needed = new TreeSet<Integer>();
    for (int i = 0; i < bulk.operations().size(); i++) {
      if (i != index
          && bulk.operations().get(i) instanceof Action.Create
          && text.contains("\"" + name + "." + i + "\"")) {
        needed.add(i);
      }
    }
    return needed;
  }

  private JsonObject operation(int index, Expected outcome) {
    Action.Write write = bulk.operations().get(index);
    var json =
        JsonObject.builder()
            .put("method", BulkWire.method(write))
            .put("status", Integer.toString(outcome.status()));
    if (write instanceof Action.Create) {
      json.put("bulkId", "b" + index);
    }
    if (!(write instanceof Action.Create && outcome.isRefused())) {
      json.put("location", location(index, write));
    }
    if (!outcome.isRefused() && !(write instanceof Action.Delete)) {
      String id = BulkWire.id(name + "." + index, write);
      json.put("version", "W/\"" + version(id, outcome) + "\"");
    }
    if (outcome.isRefused()) {
      var error =
          JsonObject.builder()
              .put("schemas", JsonArray.ofStrings(List.of(Names.MESSAGE + "Error")))
              .put("status", Integer.toString(outcome.status()));
      if (!outcome.scimType().isEmpty()) {
        error.put("scimType", new JsonString(outcome.scimType()));
      }
      json.put("response", error.build());
    }
    return json.build();
  }

  private static Expected ok(Expected outcome) {
    return Expected.of(200, outcome.version(), null);
  }

  private String location(int index, Action.Write write) {
    String address = BulkWire.location(name + "." + index, write);
    for (Map.Entry<Integer, Expected> other : outcomes.entrySet()) {
      if (bulk.operations().get(other.getKey()) instanceof Action.Create
          && other.getValue().isRefused()
          && address.endsWith("/" + name + "." + other.getKey())) {
        return address.substring(0, address.lastIndexOf('/') + 1) + Ids.NEVER_MADE;
      }
    }
    return address;
  }

  private static long version(String id, Expected outcome) {
    if (outcome.version() == 0) {
      throw new IllegalStateException("No version of " + id);
    }
    return outcome.version();
  }
}
