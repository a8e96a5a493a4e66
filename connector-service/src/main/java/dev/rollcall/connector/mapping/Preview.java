package dev.rollcall.connector.mapping;

import dev.rollcall.connector.mapping.MappingLanguage.Read;
import dev.rollcall.connector.mapping.Subjects.Place;
import dev.rollcall.connector.mapping.core.Shaped;
import dev.rollcall.connector.mapping.core.Shaped.Flawed;
import dev.rollcall.connector.mapping.core.Shaped.Inside;
import dev.rollcall.connector.mapping.core.Shaped.Outside;
import dev.rollcall.connector.mapping.core.Shaping;
import dev.rollcall.connector.mapping.core.Shaping.Written;
import dev.rollcall.connector.mapping.core.Subject;
import dev.rollcall.schemas.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Shows what a target would get of one resource, without sending or storing anything.
public final class Preview {
  private final Shapings shapings;
  private final Subjects subjects;
  private final MappingLanguage language;

  public Preview(Shapings shapings, Subjects subjects, MappingLanguage language) {
    this.shapings = shapings;
    this.subjects = subjects;
    this.language = language;
  }

  /// What is asked.
  ///
  /// @param mapping a mapping to try, or null for the one that is configured
  public record Question(Place place, @Nullable String mapping) {}

  /// Answers; empty where there is no such target or resource.
  public Mono<JsonObject> show(Question question) {
    Place place = question.place();
    Optional<Shaping> shaping = shapings.of(place.tenant(), place.targetId());
    return Mono.justOrEmpty(shaping)
        .flatMap(it ->
            subjects
                .load(place, it.scope().groups())
                // A mapping may take a while, and the thread that brought the rows has others to
                // serve.
                .publishOn(Schedulers.boundedElastic())
                .map(subject -> answer(subject, it, question.mapping())));
  }

  private JsonObject answer(Subject subject, Shaping shaping, @Nullable String text) {
    if (text == null) {
      return described(subject, shaping.of(subject));
    }
    return switch (language.read(text)) {
      case Read.Good(var mapping) ->
          described(
              subject,
              shaping.with(subject.resource().type(), new Written(text, mapping)).of(subject));
      case Read.Bad(var fault) ->
          head(subject).put("input", Shaping.input(subject)).put("error", fault.in(text)).build();
    };
  }

  private static JsonObject described(Subject subject, Shaped shaped) {
    JsonObject.Builder answer = head(subject);
    switch (shaped) {
      case Outside(var rule) -> answer.put("inScope", false).put("rule", rule);
      case Inside(_, var rule) -> answer.put("inScope", true).put("rule", rule);
      case Flawed(_, var rule) -> answer.put("inScope", true).put("rule", rule);
    }
    answer.put("input", Shaping.input(subject));
    switch (shaped) {
      case Outside _ -> {}
      case Inside(var shape, _) -> answer.put("result", shape);
      case Flawed(var why, _) -> answer.put("error", why);
    }
    return answer.build();
  }

  private static JsonObject.Builder head(Subject subject) {
    return JsonObject.builder()
        .put("resourceType", subject.resource().type())
        .put("resourceId", subject.resource().id().value());
  }
}
