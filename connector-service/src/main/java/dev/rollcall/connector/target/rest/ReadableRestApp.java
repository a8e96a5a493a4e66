package dev.rollcall.connector.target.rest;

import dev.rollcall.connector.delivery.core.Action;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.target.ReadableApp;
import dev.rollcall.connector.target.rest.RestReplies.Told;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// An app that can be read from one end to the other, as its owner wrote it down.
record ReadableRestApp(RestApp app, RestConnection connection, int pageSize)
    implements ReadableApp {
  private static final String GROUP = "Group";

  /// What a client says of schemas is no business of the app's, and a password is never shown.
  private static final Set<String> NEVER_SHOWN = Set.of("schemas", "password");

  @Override
  public Mono<Answer> perform(ResourceRef resource, Action.Call call) {
    return app.perform(resource, call);
  }

  /// Reads the first page of a list: that needs the address, the token and what is written of the
  /// answer to be right.
  @Override
  public Mono<Answer> probe() {
    return app.authorized()
        .switchIfEmpty(
            Mono.defer(() -> read(types().getFirst()).next())
                .map(portion ->
                    portion instanceof Portion.Failed<Shown>(var failure, _)
                        ? new Failed(failure)
                        : new Done(null)));
  }

  @Override
  public List<String> types() {
    return connection.listed();
  }

  @Override
  public Reading<Shown> read(String resourceType) {
    return listing(resourceType, Verb.LIST, null, ReadableRestApp::shown);
  }

  @Override
  public Reading<String> members(String remoteId) {
    return listing(GROUP, Verb.MEMBERS, remoteId, Told.It::remoteId);
  }

  @Override
  public boolean showsMembers() {
    return templates(GROUP).containsKey(Verb.MEMBERS);
  }

  @Override
  public JsonObject asRead(String resourceType, JsonObject shape) {
    Template list = template(resourceType, Verb.LIST);
    var seen = JsonObject.builder();
    shape
        .members()
        .forEach((name, value) -> {
          boolean shown = list.shows().isEmpty() || list.shows().contains(name);
          if (shown && !NEVER_SHOWN.contains(name)) {
            seen.put(name, value);
          }
        });
    return seen.build();
  }

  @Override
  public void close() {
    app.close();
  }

  private static Shown shown(Told.It it) {
    return new Shown(
        it.remoteId(),
        it.remoteId(),
        it.resource().text("externalId").filter(id -> !id.isEmpty()).orElse(null),
        it.resource());
  }

  private <T> Reading<T> listing(
      String type, Verb verb, @Nullable String remoteId, Function<Told.It, T> making) {
    Template template = template(type, verb);
    Pages pages = Objects.requireNonNull(template.pages(), "A list has pages");
    return new RestListing<>(app, template, making, new Course(pages, pageSize, remoteId));
  }

  private Map<Verb, Template> templates(String type) {
    return connection.operations().getOrDefault(type, Map.of());
  }

  private Template template(String type, Verb verb) {
    return Objects.requireNonNull(templates(type).get(verb), "It was asked for when it was read");
  }
}
