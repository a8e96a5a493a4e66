package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.reads.Profiles;
import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Command.BulkOperation;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.bulk.BulkCut;
import dev.rollcall.scim.bulk.BulkRequest;
import dev.rollcall.scim.bulk.BulkTarget;
import dev.rollcall.scim.resource.WriteOnly;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// `POST /Bulk` (RFC 7644 section 3.7). The request is recorded in parts, or as one where it is no
/// larger than a part (decisions/034-bulk-in-parts.md); what is wrong with a single operation is
/// for its own answer.
final class BulkHandler {
  private static final int NOT_FOUND = 404;

  /// What an operation takes of a record beside its path and its body.
  private static final int OPERATION_BYTES = 128;

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);

  private final WriteHandler.Tools tools;
  private final BulkAnswers answers;
  private final Profiles profiles;
  private final BulkRecorder recorder;
  private final BulkCut.Size partMax;

  BulkHandler(WriteHandler.Tools tools, BulkAnswers answers, Profiles profiles, Cutting cutting) {
    this.tools = tools;
    this.answers = answers;
    this.profiles = profiles;
    this.recorder = cutting.recorder();
    this.partMax = cutting.partMax();
  }

  /// How requests are recorded that are larger than a part may be.
  record Cutting(BulkRecorder recorder, BulkCut.Size partMax) {}

  Mono<ServerResponse> bulk(ServerRequest request) {
    return tools
        .bodies()
        .read(request)
        .flatMap(read ->
            switch (read) {
              case Result.Refused<JsonObject>(var error) -> tools.errors().answer(error);
              case Result.Ok<JsonObject>(var body) ->
                  switch (BulkRequest.parse(body)) {
                    case Result.Refused<BulkRequest>(var error) -> tools.errors().answer(error);
                    case Result.Ok<BulkRequest>(var bulk) ->
                        schemas(request, bulk).flatMap(schemas -> record(request, schemas, bulk));
                  };
            });
  }

  /// A type that is not known here may have been defined a moment ago, by way of another front
  /// door.
  private Mono<SchemaRegistry> schemas(ServerRequest request, BulkRequest bulk) {
    SchemaRegistry known = Callers.profile(request).profile().schemas();
    return bulk.operations().stream().noneMatch(it -> isElsewhere(known, it))
        ? Mono.just(known)
        : profiles
            .changed(Callers.tenant(request))
            .doOnNext(profile -> Callers.profile(request, profile))
            .map(profile -> profile.profile().schemas());
  }

  private static boolean isElsewhere(SchemaRegistry known, BulkRequest.Operation sent) {
    return BulkTarget.of(known, sent.method(), sent.path())
            instanceof Result.Refused<BulkTarget>(var error)
        && error.status() == NOT_FOUND;
  }

  /// Who does not wait is promised that the log has all of it, so that stays one record.
  private Mono<ServerResponse> record(
      ServerRequest request, SchemaRegistry registry, BulkRequest bulk) {
    Bulk command = command(registry, bulk);
    if (Preferences.of(request.headers().header("Prefer")).respondAsync()) {
      return whole(request, registry, command);
    }
    Mono<List<BulkCut.Part>> cut = Mono.fromCallable(() -> cut(registry, command));
    // The largest take some 20 ms, in which an event loop would do nothing else.
    return (command.operations().size() > partMax.operations()
            ? cut.subscribeOn(Schedulers.boundedElastic())
            : cut)
        .flatMap(parts ->
            parts.size() == 1
                ? whole(request, registry, command)
                : recorder.record(
                    request, command, parts, done -> answers.answer(registry, command, done)));
  }

  private List<BulkCut.Part> cut(SchemaRegistry registry, Bulk bulk) {
    return partMax.equals(BulkCut.Size.WHOLE)
        ? List.of(new BulkCut.Part(0, bulk.operations().size()))
        : BulkCut.of(registry, bulk.operations(), partMax, this::bytes);
  }

  private Bulk command(SchemaRegistry registry, BulkRequest sent) {
    return new Bulk(
        sent.failOnErrors(),
        sent.operations().stream().map(it -> operation(registry, it)).toList());
  }

  private int bytes(BulkOperation operation) {
    return OPERATION_BYTES + operation.path().length() + json.write(operation.data()).length;
  }

  private Mono<ServerResponse> whole(ServerRequest request, SchemaRegistry registry, Bulk command) {
    return tools
        .recorder()
        .record(
            request,
            command,
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

  /// What is not known here may be known where it is decided, so its body goes there whole. A
  /// password is a password under every type, and no type that a tenant defines has other secrets.
  private static JsonObject stripped(SchemaRegistry registry, BulkRequest.Operation sent) {
    @Nullable JsonObject data = sent.data();
    if (data == null || sent.method().equals("DELETE")) {
      return JsonObject.EMPTY;
    }
    ResourceTypeDefinition type =
        switch (BulkTarget.of(registry, sent.method(), sent.path())) {
          case Result.Refused<BulkTarget> _ -> registry.resourceTypes().getFirst();
          case Result.Ok<BulkTarget>(var target) -> target.type();
        };
    return sent.method().equals("PATCH")
        ? WriteOnly.stripPatch(type, data).body()
        : WriteOnly.strip(type, data).body();
  }
}
