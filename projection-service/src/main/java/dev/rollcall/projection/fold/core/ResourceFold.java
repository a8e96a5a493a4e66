package dev.rollcall.projection.fold.core;

import dev.rollcall.projection.fold.core.Rows.EndedVersion;
import dev.rollcall.projection.fold.core.Rows.Moment;
import dev.rollcall.projection.fold.core.Rows.Resource;
import dev.rollcall.projection.fold.core.Rows.Taken;
import dev.rollcall.projection.fold.core.Rows.Touch;
import dev.rollcall.projection.fold.core.Rows.Version;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.MembersRemoved;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Fact.ResourceDeactivated;
import dev.rollcall.schemas.event.Fact.ResourceDeleted;
import dev.rollcall.schemas.event.Fact.ResourceReactivated;
import dev.rollcall.schemas.event.TakenKey;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.resource.CaseFolding;
import dev.rollcall.scim.resource.SearchCopy;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Folds the facts about one resource.
final class ResourceFold {
  private final Rows.Key key;
  private final String type;
  private final List<Version> versions = new ArrayList<>();
  private @Nullable EndedVersion stored;
  private @Nullable Moment created;
  private @Nullable JsonObject document;
  private List<TakenKey> keys = List.of();
  private boolean deleted;

  ResourceFold(Rows.Key key, String type) {
    this.key = key;
    this.type = type;
  }

  void add(Fact fact, Moment moment) {
    step(fact.version(), moment);
    switch (fact) {
      case ResourceCreated it -> {
        created = moment;
        become(it.document(), it.keys());
      }
      case ResourceChanged it -> become(it.document(), it.keys());
      case ResourceDeactivated it -> become(it.document(), it.keys());
      case ResourceReactivated it -> become(it.document(), it.keys());
      case ResourceDeleted _ -> {
        deleted = true;
        document = null;
        keys = List.of();
        refresh();
      }
      case MembersAdded _, MembersRemoved _ -> {}
    }
  }

  /// Opens the row of a version; several facts of one decision share it.
  private void step(long version, Moment moment) {
    if (!versions.isEmpty() && versions.getLast().version() == version) {
      return;
    }
    if (versions.isEmpty()) {
      if (version > 1) {
        stored = new EndedVersion(key, version - 1, moment);
      }
    } else {
      Version open = versions.removeLast();
      versions.add(
          new Version(
              key, type, open.version(), open.from(), moment, open.document(), open.carried()));
    }
    versions.add(new Version(key, type, version, moment, null, document, document == null));
  }

  private void become(JsonObject newDocument, List<TakenKey> newKeys) {
    document = newDocument;
    keys = newKeys;
    refresh();
  }

  private void refresh() {
    Version open = versions.removeLast();
    versions.add(new Version(key, type, open.version(), open.from(), open.to(), document, false));
  }

  void addTo(Rows rows, SchemaRegistry schemas) {
    if (stored != null) {
      rows.versions().ended().add(stored);
    }
    rows.versions().inserted().addAll(versions);
    count(rows.totals());
    if (deleted) {
      if (created == null) {
        rows.deleted().add(key);
        rows.released().add(key);
      }
      return;
    }
    Version last = versions.getLast();
    if (document == null) {
      rows.touched().add(new Touch(key, last.version(), last.from().at()));
      return;
    }
    (created == null ? rows.updated() : rows.inserted()).add(resource(last, document, schemas));
    if (created == null) {
      rows.released().add(key);
    }
    for (TakenKey taken : keys) {
      rows.taken().add(new Taken(key, type, taken.attribute(), taken.value()));
    }
  }

  private void count(Map<Rows.Kind, Long> totals) {
    if (created != null || deleted) {
      long change = (created == null ? 0L : 1) - (deleted ? 1 : 0);
      totals.merge(new Rows.Kind(key.tenant(), type), change, Long::sum);
    }
  }

  private Resource resource(Version last, JsonObject current, SchemaRegistry schemas) {
    Moment born = created == null ? last.from() : created;
    JsonObject search =
        schemas
            .resourceType(type)
            .map(definition -> SearchCopy.of(definition, current))
            .orElse(current);
    return new Resource(
        key,
        type,
        last.version(),
        current,
        search,
        current.text("externalId").orElse(null),
        current.text("userName").map(CaseFolding::fold).orElse(null),
        current.text("displayName").map(CaseFolding::fold).orElse(null),
        !JsonBoolean.FALSE.equals(current.get("active")),
        born.at(),
        last.from().at(),
        born.seq());
  }
}
