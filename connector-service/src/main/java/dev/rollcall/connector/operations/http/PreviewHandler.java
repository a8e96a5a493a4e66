package dev.rollcall.connector.operations.http;

import dev.rollcall.connector.mapping.Preview;
import dev.rollcall.connector.mapping.Preview.Answer;
import dev.rollcall.connector.mapping.Subjects.Place;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// `POST …/targets/{id}/preview`: what the target would get of one resource.
final class PreviewHandler {
  private static final Set<String> MEMBERS = Set.of("resourceId", "mapping", "configuration");

  private final Preview preview;

  PreviewHandler(Preview preview) {
    this.preview = preview;
  }

  Mono<ServerResponse> handle(ServerRequest request) {
    return JsonBody.readRecord(request, question -> answer(request, question));
  }

  private Mono<ServerResponse> answer(ServerRequest request, JsonObject question) {
    Json resource = question.get("resourceId");
    Json mapping = question.get("mapping");
    Json configuration = question.get("configuration");
    if (!(resource instanceof JsonString(var id))
        || !(mapping == null || mapping instanceof JsonString)
        || !(configuration == null || configuration instanceof JsonObject)
        || !MEMBERS.containsAll(question.members().keySet())) {
      return JsonBody.refuse(
          HttpStatus.BAD_REQUEST,
          "A preview takes 'resourceId' and may take 'mapping', both texts, and 'configuration',"
              + " an object");
    }
    var place = new Place(request.pathVariable("tenant"), request.pathVariable("id"), id);
    String text = mapping instanceof JsonString(var given) ? given : null;
    JsonObject draft = configuration instanceof JsonObject given ? given : null;
    return preview
        .show(new Preview.Question(place, text, draft))
        .flatMap(answer ->
            switch (answer) {
              case Answer.Shown(var body) -> JsonBody.write(HttpStatus.OK, body);
              case Answer.Unusable(var problems) ->
                  JsonBody.refuse(HttpStatus.BAD_REQUEST, String.join("; ", problems));
            })
        .switchIfEmpty(
            Mono.defer(() ->
                JsonBody.refuse(
                    HttpStatus.NOT_FOUND,
                    "The tenant has no target of this name or no resource of this id")));
  }
}
