package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.journal.Journal;
import dev.rollcall.ingress.journal.UndeliveredAnswers;
import dev.rollcall.ingress.journal.UndeliveredAnswers.Fingerprint;
import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.scim.patch.PatchParser;
import dev.rollcall.scim.resource.ResourceReader;
import dev.rollcall.scim.resource.WriteOnly;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// Writes: checks what needs no state, records the request, answers with its decision. What is
/// refused here is not recorded.
final class WriteHandler {
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  private static final int IDEMPOTENCY_KEY_CHARS_MAX = 255;

  private final PatchParser patches = new PatchParser(PatchLimits.CLIENT);
  private final Tools tools;

  WriteHandler(Tools tools) {
    this.tools = tools;
  }

  /// What a write needs.
  record Tools(
      Journal journal,
      UndeliveredAnswers undelivered,
      Bodies bodies,
      DecisionAnswers answers,
      ErrorAnswers errors,
      UuidV7 ids,
      Clock clock) {}

  /// `POST /{R}` (RFC 7644 section 3.3).
  Mono<ServerResponse> create(ServerRequest request, ResourceTypeDefinition type) {
    return withBody(
        request,
        type,
        body ->
            ResourceReader.read(type, body, Leniency.ALL)
                .map(_ ->
                    new Command.CreateResource(
                        type.name(),
                        new ResourceId(tools.ids().next()),
                        WriteOnly.strip(type, body).body())));
  }

  /// `PUT /{R}/{id}` (RFC 7644 section 3.5.1).
  Mono<ServerResponse> replace(ServerRequest request, ResourceTypeDefinition type, String id) {
    return withBody(
        request,
        type,
        body ->
            ResourceReader.read(type, body, Leniency.ALL)
                .map(_ ->
                    new Command.ReplaceResource(
                        type.name(),
                        new ResourceId(id),
                        ifMatch(request),
                        WriteOnly.strip(type, body).body())));
  }

  /// `PATCH /{R}/{id}` (RFC 7644 section 3.5.2).
  Mono<ServerResponse> patch(ServerRequest request, ResourceTypeDefinition type, String id) {
    return withBody(
        request,
        type,
        body ->
            patches
                .parse(type, body, Leniency.ALL)
                .map(_ ->
                    new Command.PatchResource(
                        type.name(),
                        new ResourceId(id),
                        ifMatch(request),
                        WriteOnly.stripPatch(type, body).body())));
  }

  /// `DELETE /{R}/{id}` (RFC 7644 section 3.6). A body is ignored.
  Mono<ServerResponse> delete(ServerRequest request, ResourceTypeDefinition type, String id) {
    var command = new Command.DeleteResource(type.name(), new ResourceId(id), ifMatch(request));
    return selected(request, type, selection -> record(request, command, "", selection));
  }

  private Mono<ServerResponse> withBody(
      ServerRequest request,
      ResourceTypeDefinition type,
      Function<JsonObject, Result<Command>> toCommand) {
    return selected(
        request,
        type,
        selection ->
            tools
                .bodies()
                .read(request)
                .flatMap(read ->
                    switch (read) {
                      case Result.Refused<Bodies.Body>(var error) -> refused(error);
                      case Result.Ok<Bodies.Body>(var body) ->
                          switch (toCommand.apply(body.json())) {
                            case Result.Refused<Command>(var error) -> refused(error);
                            case Result.Ok<Command>(var command) ->
                                record(request, command, body.sha256(), selection);
                          };
                    }));
  }

  /// The query is checked first, so that a request that could not be answered is not recorded.
  private Mono<ServerResponse> selected(
      ServerRequest request,
      ResourceTypeDefinition type,
      Function<Selected, Mono<ServerResponse>> next) {
    String raw = request.exchange().getRequest().getURI().getRawQuery();
    return switch (QueryParameters.parse(raw).flatMap(query -> Selected.of(type, query))) {
      case Result.Refused<Selected>(var error) -> refused(error);
      case Result.Ok<Selected>(var selection) -> next.apply(selection);
    };
  }

  private Mono<ServerResponse> record(
      ServerRequest request, Command command, String bodySha256, Selected selected) {
    String key = request.headers().firstHeader(IDEMPOTENCY_KEY);
    if (key != null && (key.isBlank() || key.length() > IDEMPOTENCY_KEY_CHARS_MAX)) {
      String sentence = "Idempotency-Key has 1 to " + IDEMPOTENCY_KEY_CHARS_MAX + " characters.";
      return refused(new ScimError(400, null, sentence));
    }
    var id = new RequestId(RequestIds.of(request.exchange()));
    var fingerprint = fingerprint(request, bodySha256);
    RequestId earlier = tools.undelivered().take(fingerprint).orElse(null);
    // A repeat whose answer is lost as well still repeats the first one.
    AnswerWatch.recorded(request.exchange(), fingerprint, earlier == null ? id : earlier);
    Request recorded = request(request, id, command, earlier, key);
    return tools
        .journal()
        .decide(recorded)
        .flatMap(decision -> tools.answers().answer(recorded, decision, selected));
  }

  private Request request(
      ServerRequest request,
      RequestId id,
      Command command,
      @Nullable RequestId earlier,
      @Nullable String key) {
    return new Request(
        id,
        Callers.tenant(request),
        tools.clock().instant(),
        Callers.actor(request),
        command,
        earlier,
        key);
  }

  private static Fingerprint fingerprint(ServerRequest request, String bodySha256) {
    var credential = Callers.credential(request);
    return new Fingerprint(
        credential.tenant().value(),
        credential.id(),
        request.method().name(),
        request.exchange().getRequest().getURI().getRawPath(),
        bodySha256);
  }

  private static List<String> ifMatch(ServerRequest request) {
    return request.headers().asHttpHeaders().getIfMatch().stream().map(String::strip).toList();
  }

  private Mono<ServerResponse> refused(ScimError error) {
    return tools.errors().answer(error);
  }
}
