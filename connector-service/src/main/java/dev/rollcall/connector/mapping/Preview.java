package dev.rollcall.connector.mapping;

import dev.rollcall.connector.mapping.MappingLanguage.Read;
import dev.rollcall.connector.mapping.Subjects.Place;
import dev.rollcall.connector.mapping.TargetShapes.Draft;
import dev.rollcall.connector.mapping.TargetShapes.TargetShape;
import dev.rollcall.connector.mapping.core.Fitting;
import dev.rollcall.connector.mapping.core.Shaped;
import dev.rollcall.connector.mapping.core.Shaped.Flawed;
import dev.rollcall.connector.mapping.core.Shaped.Inside;
import dev.rollcall.connector.mapping.core.Shaped.Outside;
import dev.rollcall.connector.mapping.core.Shaping;
import dev.rollcall.connector.mapping.core.Shaping.Written;
import dev.rollcall.connector.mapping.core.Subject;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Shows what a target would get of one resource, without sending or storing anything.
public final class Preview {
  private final TargetShapes shapes;
  private final Subjects subjects;
  private final MappingLanguage language;

  public Preview(TargetShapes shapes, Subjects subjects, MappingLanguage language) {
    this.shapes = shapes;
    this.subjects = subjects;
    this.language = language;
  }

  /// What is asked.
  ///
  /// @param mapping a mapping to try, or null for the one that is configured
  /// @param configuration of a target that is not saved, or null for the one that is
  public record Question(
      Place place, @Nullable String mapping, @Nullable JsonObject configuration) {}

  /// What is answered.
  public sealed interface Answer {
    record Shown(JsonObject body) implements Answer {}

    /// The configuration cannot be used.
    ///
    /// @param problems one sentence each
    record Unusable(List<String> problems) implements Answer {
      public Unusable {
        problems = List.copyOf(problems);
      }
    }
  }

  /// Answers; empty where there is no such target or resource.
  public Mono<Answer> show(Question question) {
    Place place = question.place();
    JsonObject configuration = question.configuration();
    if (configuration == null) {
      return Mono.justOrEmpty(shapes.of(place.tenant(), place.targetId()))
          .flatMap(shape -> shown(question, shape));
    }
    return Mono.fromCallable(() -> shapes.draft(place.tenant(), place.targetId(), configuration))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(draft ->
            switch (draft) {
              case Draft.Usable(var shape) -> shown(question, shape);
              case Draft.Unusable(var problems) -> Mono.just(new Answer.Unusable(problems));
            });
  }

  private Mono<Answer> shown(Question question, TargetShape shape) {
    return subjects
        .load(question.place(), shape.shaping().scope().groups())
        // A mapping may take a while, and the thread that brought the rows has others to serve.
        .publishOn(Schedulers.boundedElastic())
        .map(subject -> new Answer.Shown(answer(subject, shape, question.mapping())));
  }

  private JsonObject answer(Subject subject, TargetShape shape, @Nullable String text) {
    Shaping shaping = shape.shaping();
    if (text == null) {
      return described(subject, shaping.of(subject), shape);
    }
    return switch (language.read(text)) {
      case Read.Good(var mapping) -> {
        var tried = shaping.with(subject.resource().type(), new Written(text, mapping));
        yield described(subject, tried.of(subject), shape);
      }
      case Read.Bad(var fault) ->
          head(subject).put("input", Shaping.input(subject)).put("error", fault.in(text)).build();
    };
  }

  private static JsonObject described(Subject subject, Shaped shaped, TargetShape target) {
    JsonObject.Builder answer = head(subject);
    switch (shaped) {
      case Outside(var rule) -> answer.put("inScope", false).put("rule", rule);
      case Inside(_, var rule) -> answer.put("inScope", true).put("rule", rule);
      case Flawed(_, var rule) -> answer.put("inScope", true).put("rule", rule);
    }
    answer.put("input", Shaping.input(subject));
    switch (shaped) {
      case Outside _ -> {}
      case Inside(var shape, _) -> {
        JsonObject fitted = Fitting.fitted(shape, target.profile());
        answer.put("result", fitted);
        List<JsonObject> requests = target.requests().apply(subject.resource(), fitted);
        if (!requests.isEmpty()) {
          answer.put("requests", new JsonArray(List.copyOf(requests)));
        }
      }
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
