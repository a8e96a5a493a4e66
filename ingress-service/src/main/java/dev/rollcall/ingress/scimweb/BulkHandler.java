package dev.rollcall.ingress.scimweb;

import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Command.BulkOperation;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.bulk.BulkRequest;
import dev.rollcall.scim.bulk.BulkTarget;
import dev.rollcall.scim.resource.WriteOnly;
import dev.rollcall.scim.schema.SchemaRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// `POST /Bulk` (RFC 7644 section 3.7). The request is recorded as one; what is wrong with a single
/// operation is for its own answer.
final class BulkHandler {
  private final WriteHandler.Tools tools;
  private final BulkAnswers answers;

  BulkHandler(WriteHandler.Tools tools, BulkAnswers answers) {
    this.tools = tools;
    this.answers = answers;
  }

  Mono<ServerResponse> bulk(ServerRequest request) {
    return tools
        .bodies()
        .read(request)
        .flatMap(read ->
            switch (read) {
              case Result.Refused<Bodies.Body>(var error) -> tools.errors().answer(error);
              case Result.Ok<Bodies.Body>(var body) ->
                  switch (BulkRequest.parse(body.json())) {
                    case Result.Refused<BulkRequest>(var error) -> tools.errors().answer(error);
                    case Result.Ok<BulkRequest>(var bulk) -> record(request, bulk, body.sha256());
                  };
            });
  }

  private Mono<ServerResponse> record(ServerRequest request, BulkRequest bulk, String bodySha256) {
    SchemaRegistry registry = Callers.profile(request).profile().schemas();
    var command =
        new Bulk(
            bulk.failOnErrors(),
            bulk.operations().stream().map(it -> operation(registry, it)).toList());
    return tools
        .recorder()
        .record(
            request,
            command,
            bodySha256,
            (recorded, decision) -> answers.answer(registry, recorded, command, decision));
  }

  private BulkOperation operation(SchemaRegistry registry, BulkRequest.Operation sent) {
    return new BulkOperation(
        sent.method(),
        sent.path(),
        sent.bulkId(),
        sent.version(),
        stripped(registry, sent),
        sent.method().equals("POST") ? new ResourceId(tools.ids().next()) : null);
  }

  /// A body for something unknown may hold a password under any name; its operation is refused, so
  /// nothing of it is needed.
  private static JsonObject stripped(SchemaRegistry registry, BulkRequest.Operation sent) {
    @Nullable JsonObject data = sent.data();
    if (data == null || sent.method().equals("DELETE")) {
      return JsonObject.EMPTY;
    }
    return switch (BulkTarget.of(registry, sent.method(), sent.path())) {
      case Result.Refused<BulkTarget> _ -> JsonObject.EMPTY;
      case Result.Ok<BulkTarget>(var target) ->
          sent.method().equals("PATCH")
              ? WriteOnly.stripPatch(target.type(), data).body()
              : WriteOnly.strip(target.type(), data).body();
    };
  }
}
