package dev.rollcall.connector.target.rest;

import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.outbound.Reply;
import dev.rollcall.schemas.json.JsonObject;
import java.util.Set;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// What is asked of an app without a list before it is saved: whether somebody is there who is not.
/// Only a `GET` without a body is sent. An app that cannot be asked so is not called.
record RestTestCall(RestApp app, RestConnection connection) {
  private static final String NOBODY = "rollcall-test-call";

  /// An app may refuse a name or an id that is none of its own form: that says nothing of people.
  private static final Set<Integer> NOT_ITS_FORM = Set.of(400, 404, 410, 422);

  private static final JsonObject INPUT =
      JsonObject.builder()
          .put("id", NOBODY)
          .put("remoteId", NOBODY)
          .put(
              "resource",
              JsonObject.builder()
                  .put("userName", NOBODY)
                  .put("displayName", NOBODY)
                  .put("externalId", NOBODY)
                  .build())
          .build();

  Mono<Answer> answer() {
    return Stream.of("User", "Group")
        .flatMap(type -> Stream.ofNullable(connection.operations().get(type)))
        .flatMap(verbs ->
            Stream.of(Verb.FIND, Verb.READ).flatMap(it -> Stream.ofNullable(verbs.get(it))))
        .filter(template -> template.method().equals("GET") && template.body() == null)
        .findFirst()
        .map(this::asked)
        .orElseGet(Mono::empty);
  }

  private Mono<Answer> asked(Template template) {
    return app.requests().of(template, INPUT) instanceof RestRequests.Written.Request(var call)
        ? app.outbound()
            .send(call)
            .publishOn(Schedulers.boundedElastic())
            .map(reply -> judged(template, reply))
        : Mono.empty();
  }

  private Answer judged(Template template, Reply reply) {
    return app.replies().found(template, reply) instanceof Failed(var failure)
            && !isOfItsForm(failure)
        ? new Failed(failure)
        : new Done(null);
  }

  private static boolean isOfItsForm(Failure failure) {
    return failure.status() != null && NOT_ITS_FORM.contains(failure.status());
  }
}
