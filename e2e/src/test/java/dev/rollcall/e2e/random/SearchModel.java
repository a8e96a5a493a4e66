package dev.rollcall.e2e.random;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A search in the model.
record SearchModel(Model model, Action.Search search) {
  private static final int PAGE_USUAL = 100;

  Expected answer() {
    Action.Condition condition = search.condition();
    var meaning = condition == null ? null : condition.meaning();
    if (condition != null && meaning == null) {
      return Expected.refused(Refusal.bad("invalidFilter"));
    }
    List<Model.Kept> found =
        new ArrayList<>(
            model
                .all()
                .filter(it -> it.thing().group == search.groups())
                .filter(it -> meaning == null || meaning.test(model, it))
                .toList());
    if (!search.sortBy().isEmpty()) {
      found.sort(order(search));
    }
    Integer from = search.startIndex();
    Integer most = search.count();
    int startIndex = from == null ? 1 : Math.max(1, from);
    int count = most == null ? PAGE_USUAL : Math.max(0, most);
    List<Json> page =
        found.stream()
            .skip(startIndex - 1L)
            .limit(count)
            .<Json>map(it -> search.selection().of(model.shown(it.id())))
            .toList();
    var body =
        JsonObject.builder()
            .put("schemas", JsonArray.ofStrings(List.of(Names.MESSAGE + "ListResponse")))
            .put("totalResults", found.size())
            .put("startIndex", startIndex)
            .put("itemsPerPage", page.size())
            .put("Resources", new JsonArray(page));
    return Expected.of(200, 0, body.build());
  }

  /// What has no value comes last, and first where the order is turned around.
  private static Comparator<Model.Kept> order(Action.Search search) {
    Comparator<Model.Kept> ascending =
        Comparator.comparing((Model.Kept it) -> it.thing().text(search.sortBy()).isEmpty())
            .thenComparing(it -> Model.folded(it.thing().text(search.sortBy())));
    return search.descending() ? ascending.reversed() : ascending;
  }
}
