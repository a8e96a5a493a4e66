package dev.rollcall.connector.target.sql;

import dev.rollcall.connector.target.ReadableApp.Portion;
import dev.rollcall.connector.target.ReadableApp.Reading;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The members of one group, page by page in their order.
final class SqlMemberships implements Reading<String> {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private final SqlApp app;
  private final SqlStatements.OfMembers statements;
  private final String group;
  private final int pageSize;
  private @Nullable String last;

  SqlMemberships(SqlApp app, SqlStatements.OfMembers statements, String group, int pageSize) {
    this.app = app;
    this.statements = statements;
    this.group = group;
    this.pageSize = pageSize;
  }

  @Override
  public Mono<Portion<String>> next() {
    return Mono.defer(() -> {
      var names = statements.memberships();
      String parameter =
          JSON.writeText(
              JsonObject.builder()
                  .put(names.group(), group)
                  .putIfPresent(names.member(), last)
                  .build());
      return app.texts(statements.page(last == null, pageSize), parameter, pageSize)
          .doOnNext(this::note);
    });
  }

  private void note(Portion<String> portion) {
    if (portion instanceof Portion.Page<String>(var members, _) && !members.isEmpty()) {
      last = members.getLast();
    }
  }
}
