package dev.rollcall.ingress.scimweb;

import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.scim.patch.PatchParser;
import dev.rollcall.scim.resource.ResourceReader;
import dev.rollcall.scim.resource.Specified;
import dev.rollcall.scim.resource.WriteOnly;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.util.List;
import java.util.function.Function;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// Writes: checks what needs no state, records the request, answers with its decision. What is
/// refused here is not recorded.
final class WriteHandler {
  private final PatchParser patches = new PatchParser(PatchLimits.CLIENT);
  private final Tools tools;

  WriteHandler(Tools tools) {
    this.tools = tools;
  }

  /// What a write needs.
  record Tools(
      Recorder recorder, Bodies bodies, DecisionAnswers answers, ErrorAnswers errors, UuidV7 ids) {}

  /// What a body asks for.
  ///
  /// @param specified names of the attributes in it that are returned on request
  private record Wish(Command command, List<String> specified) {}

  /// `POST /{R}` (RFC 7644 section 3.3).
  Mono<ServerResponse> create(ServerRequest request, ResourceTypeDefinition type) {
    return withBody(
        request,
        type,
        body ->
            ResourceReader.read(type, body, Callers.profile(request).profile().leniency())
                .map(read ->
                    new Wish(
                        new Command.CreateResource(
                            type.name(),
                            new ResourceId(tools.ids().next()),
                            WriteOnly.strip(type, body).body()),
                        Specified.by(type, read))));
  }

  /// `PUT /{R}/{id}` (RFC 7644 section 3.5.1).
  Mono<ServerResponse> replace(ServerRequest request, ResourceTypeDefinition type, String id) {
    return withBody(
        request,
        type,
        body ->
            ResourceReader.read(type, body, Callers.profile(request).profile().leniency())
                .map(read ->
                    new Wish(
                        new Command.ReplaceResource(
                            type.name(),
                            new ResourceId(id),
                            EntityTagHeaders.ifMatch(request),
                            WriteOnly.strip(type, body).body()),
                        Specified.by(type, read))));
  }

  /// `PATCH /{R}/{id}` (RFC 7644 section 3.5.2).
  Mono<ServerResponse> patch(ServerRequest request, ResourceTypeDefinition type, String id) {
    return withBody(
        request,
        type,
        body ->
            patches
                .parse(type, body, Callers.profile(request).profile().leniency())
                .map(operations ->
                    new Wish(
                        new Command.PatchResource(
                            type.name(),
                            new ResourceId(id),
                            EntityTagHeaders.ifMatch(request),
                            WriteOnly.stripPatch(type, body).body()),
                        Specified.by(type, operations))));
  }

  /// `DELETE /{R}/{id}` (RFC 7644 section 3.6). A body is ignored.
  Mono<ServerResponse> delete(ServerRequest request, ResourceTypeDefinition type, String id) {
    var command =
        new Command.DeleteResource(
            type.name(), new ResourceId(id), EntityTagHeaders.ifMatch(request));
    return selected(request, type, selection -> record(request, command, selection));
  }

  private Mono<ServerResponse> withBody(
      ServerRequest request,
      ResourceTypeDefinition type,
      Function<JsonObject, Result<Wish>> toWish) {
    return selected(
        request,
        type,
        selection ->
            tools
                .bodies()
                .read(request)
                .flatMap(read ->
                    switch (read) {
                      case Result.Refused<JsonObject>(var error) -> refused(error);
                      case Result.Ok<JsonObject>(var body) ->
                          switch (toWish.apply(body)) {
                            case Result.Refused<Wish>(var error) -> refused(error);
                            case Result.Ok<Wish>(Wish(var command, var specified)) ->
                                record(request, command, selection.specifying(specified));
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

  private Mono<ServerResponse> record(ServerRequest request, Command command, Selected selected) {
    return tools
        .recorder()
        .recordDecided(
            request,
            command,
            (recorded, decided) ->
                tools.answers().answer(Callers.profile(request), recorded, decided, selected));
  }

  private Mono<ServerResponse> refused(ScimError error) {
    return tools.errors().answer(error);
  }
}
