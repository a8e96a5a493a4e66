package dev.rollcall.e2e.random;

import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// One request. Resources are named by the step that creates them: `@7`, in a bulk request `@7.0`.
sealed interface Action {

  /// A request about one resource, which can stand in a bulk request.
  sealed interface Write extends Action {}

  record Create(Thing draft) implements Write {
    Optional<Refusal> flaw() {
      return draft.text(draft.keyName()).isBlank()
          ? Optional.of(Refusal.bad("invalidValue"))
          : Optional.empty();
    }

    @Override
    public String toString() {
      return "create " + draft.body();
    }
  }

  record Replace(String id, String ifMatch, Thing draft) implements Write {
    @Override
    public String toString() {
      return "replace " + id + " if " + ifMatch + " by " + draft.body();
    }
  }

  record Patch(boolean group, String id, String ifMatch, List<Change> changes, String attributes)
      implements Write {
    JsonObject body() {
      return JsonObject.builder()
          .put("schemas", JsonArray.ofStrings(List.of(Names.MESSAGE + "PatchOp")))
          .put(
              "Operations",
              new JsonArray(List.copyOf(changes.stream().map(Change::toJson).toList())))
          .build();
    }

    Optional<Refusal> flaw() {
      return changes.stream()
          .map(it ->
              group
                      && it instanceof Change.SetText(_, var path, var text, _)
                      && path.equals("displayName")
                      && text.isEmpty()
                  ? Optional.of(Refusal.bad("invalidValue"))
                  : group && it.equals(new Change.ClearText("displayName"))
                      ? Optional.of(Refusal.bad("mutability"))
                      : it.flaw())
          .flatMap(Optional::stream)
          .findFirst();
    }
  }

  record Delete(boolean group, String id, String ifMatch) implements Write {}

  record Read(boolean group, String id, String ifNoneMatch, Selection selection)
      implements Action {}

  /// A search.
  ///
  /// @param condition null for all
  record Search(
      boolean groups,
      @Nullable Condition condition,
      String sortBy,
      boolean descending,
      @Nullable Integer startIndex,
      @Nullable Integer count,
      Selection selection,
      boolean posted)
      implements Action {}

  /// A filter: how it is written and what it says. One without a meaning cannot be read.
  record Condition(String text, @Nullable BiPredicate<Model, Model.Kept> meaning) {
    @Override
    public String toString() {
      return text;
    }
  }

  /// A bulk request.
  ///
  /// @param operations their indexes are their names
  record Bulk(int failOnErrors, List<Write> operations) implements Action {}
}
