package dev.rollcall.projection.fold.postgres;

import dev.rollcall.projection.fold.core.Rows;
import dev.rollcall.projection.fold.core.Rows.Moment;
import dev.rollcall.projection.fold.core.Rows.Resource;
import dev.rollcall.projection.fold.core.Rows.Taken;
import dev.rollcall.projection.postgres.SqlScript;
import dev.rollcall.projection.postgres.Tables;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Adds the statements for row changes to a script. A statement without rows is left out, so that
/// the common small batch is a few statements. Belongs to one thread.
public final class RowWriter {
  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final Tables tables;

  /// A document goes into the directory and into its history: it is printed once.
  private final IdentityHashMap<JsonObject, String> texts = new IdentityHashMap<>();

  public RowWriter(Tables tables) {
    this.tables = tables;
  }

  /// Adds what has documents, in the order in which it must run.
  public void writeDocuments(Rows rows, SqlScript script) {
    texts.clear();
    versions(rows, script);
    resources(rows, script);
    texts.clear();
  }

  /// Adds the rest, in the order in which it must run. Neither part reads what the other writes.
  public void writeRelations(Rows rows, SqlScript script) {
    keys(rows, script);
    memberships(rows.memberships(), script);
    requests(rows, script);
  }

  private void versions(Rows rows, SqlScript script) {
    var ended = rows.versions().ended();
    if (!ended.isEmpty()) {
      script.statement(tables.text(RowStatements.END_VERSIONS));
      keyed(script, ended, Rows.EndedVersion::key)
          .numbers(ended, Rows.EndedVersion::version)
          .numbers(ended, it -> it.to().seq())
          .texts(ended, it -> it.to().at().toString());
    }
    var inserted = rows.versionsOfTheirOwn();
    if (!inserted.isEmpty()) {
      script.statement(tables.text(RowStatements.INSERT_VERSIONS));
      keyed(script, inserted, Rows.Version::key)
          .texts(inserted, Rows.Version::type)
          .numbers(inserted, Rows.Version::version)
          .numbers(inserted, it -> it.from().seq())
          .texts(inserted, it -> it.from().at().toString())
          .numbers(inserted, it -> seq(it.to()))
          .texts(inserted, it -> at(it.to()))
          .texts(inserted, it -> it.document() == null ? null : text(it.document()))
          .flags(inserted, Rows.Version::carried);
    }
  }

  private void resources(Rows rows, SqlScript script) {
    insert(RowStatements.INSERT_NEW_RESOURCES, rows.insertedAsCreated(), script);
    insert(RowStatements.INSERT_RESOURCES, rows.insertedAndChanged(), script);
    var updated = rows.updated();
    if (!updated.isEmpty()) {
      script.statement(tables.text(RowStatements.UPDATE_RESOURCES));
      columns(script, updated);
    }
    var touched = rows.touched();
    if (!touched.isEmpty()) {
      script.statement(tables.text(RowStatements.TOUCH_RESOURCES));
      keyed(script, touched, Rows.Touch::key)
          .numbers(touched, Rows.Touch::version)
          .texts(touched, it -> it.modifiedAt().toString());
    }
    if (!rows.deleted().isEmpty()) {
      script.statement(tables.text(RowStatements.DELETE_RESOURCES));
      keyed(script, rows.deleted(), Function.identity());
    }
    var totals = List.copyOf(rows.totals().entrySet());
    if (!totals.isEmpty()) {
      script
          .statement(tables.text(RowStatements.CHANGE_TOTALS))
          .texts(totals, it -> it.getKey().tenant())
          .texts(totals, it -> it.getKey().type())
          .numbers(totals, Map.Entry::getValue);
    }
  }

  private void insert(String statement, List<Resource> inserted, SqlScript script) {
    if (!inserted.isEmpty()) {
      script.statement(tables.text(statement));
      columns(script, inserted)
          .texts(inserted, it -> it.createdAt().toString())
          .numbers(inserted, Resource::createdSeq);
    }
  }

  private SqlScript columns(SqlScript script, List<Resource> resources) {
    return keyed(script, resources, Resource::key)
        .texts(resources, Resource::type)
        .numbers(resources, Resource::version)
        .texts(resources, it -> text(it.document()))
        .texts(resources, it -> text(it.search()))
        .texts(resources, Resource::externalId)
        .texts(resources, Resource::userName)
        .texts(resources, Resource::displayName)
        .flags(resources, Resource::active)
        .texts(resources, it -> it.modifiedAt().toString());
  }

  private void keys(Rows rows, SqlScript script) {
    if (!rows.released().isEmpty()) {
      script.statement(tables.text(RowStatements.RELEASE_KEYS));
      taken(keyed(script, rows.released(), Function.identity()), rows.taken());
    }
    if (!rows.taken().isEmpty()) {
      taken(script.statement(tables.text(RowStatements.TAKE_KEYS)), rows.taken());
    }
  }

  private static void taken(SqlScript script, List<Taken> taken) {
    keyed(script, taken, Taken::owner)
        .texts(taken, Taken::type)
        .texts(taken, Taken::attribute)
        .texts(taken, Taken::value);
  }

  private void memberships(Rows.Memberships memberships, SqlScript script) {
    var ended = memberships.ended();
    if (!ended.isEmpty()) {
      script.statement(tables.text(RowStatements.END_MEMBERSHIPS));
      keyed(script, ended, Rows.EndedMembership::group)
          .texts(ended, Rows.EndedMembership::memberId)
          .numbers(ended, it -> it.to().seq())
          .texts(ended, it -> it.to().at().toString());
    }
    var groups = memberships.endedGroups();
    if (!groups.isEmpty()) {
      script.statement(tables.text(RowStatements.END_GROUPS));
      keyed(script, groups, Rows.EndedGroup::group)
          .numbers(groups, it -> it.to().seq())
          .texts(groups, it -> it.to().at().toString());
    }
    var inserted = memberships.inserted();
    if (!inserted.isEmpty()) {
      script.statement(tables.text(RowStatements.INSERT_MEMBERSHIPS));
      keyed(script, inserted, Rows.Membership::group)
          .texts(inserted, Rows.Membership::memberId)
          .texts(inserted, Rows.Membership::memberType)
          .numbers(inserted, it -> it.from().seq())
          .texts(inserted, it -> it.from().at().toString())
          .numbers(inserted, it -> seq(it.to()))
          .texts(inserted, it -> at(it.to()));
    }
  }

  private void requests(Rows rows, SqlScript script) {
    var touching = rows.resourceRequests();
    if (!touching.isEmpty()) {
      script.statement(tables.text(RowStatements.INSERT_RESOURCE_REQUESTS));
      keyed(script, touching, Rows.ResourceRequest::resource)
          .numbers(touching, Rows.ResourceRequest::seq);
    }
    var requests = rows.requests();
    if (!requests.isEmpty()) {
      script
          .statement(tables.text(RowStatements.INSERT_REQUESTS))
          .texts(requests, Rows.RequestRow::tenant)
          .numbers(requests, Rows.RequestRow::seq)
          .numbers(requests, it -> (long) it.partition())
          .texts(requests, Rows.RequestRow::requestId)
          .texts(requests, it -> it.recordedAt().toString())
          .texts(requests, Rows.RequestRow::operation)
          .texts(requests, it -> it.asker().credential())
          .texts(requests, it -> it.asker().address())
          .texts(requests, it -> it.asker().userAgent())
          .numbers(requests, it -> (long) it.answer().status())
          .texts(requests, it -> it.answer().scimType())
          .texts(requests, it -> it.answer().detail())
          .texts(requests, it -> it.repeat().idempotencyKey())
          .texts(requests, it -> it.repeat().fingerprint());
    }
  }

  private static <T> SqlScript keyed(SqlScript script, List<T> rows, Function<T, Rows.Key> key) {
    return script.texts(rows, it -> key.apply(it).tenant()).texts(rows, it -> key.apply(it).id());
  }

  private static @Nullable Long seq(@Nullable Moment moment) {
    return moment == null ? null : moment.seq();
  }

  private static @Nullable String at(@Nullable Moment moment) {
    return moment == null ? null : moment.at().toString();
  }

  private String text(JsonObject document) {
    return texts.computeIfAbsent(document, json::writeText);
  }
}
