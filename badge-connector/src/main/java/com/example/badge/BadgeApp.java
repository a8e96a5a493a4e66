package com.example.badge;

import dev.rollcall.connector.delivery.core.Action;
import dev.rollcall.connector.delivery.core.Action.AddMembers;
import dev.rollcall.connector.delivery.core.Action.Create;
import dev.rollcall.connector.delivery.core.Action.Deactivate;
import dev.rollcall.connector.delivery.core.Action.Delete;
import dev.rollcall.connector.delivery.core.Action.Publish;
import dev.rollcall.connector.delivery.core.Action.Reactivate;
import dev.rollcall.connector.delivery.core.Action.RemoveMembers;
import dev.rollcall.connector.delivery.core.Action.Reread;
import dev.rollcall.connector.delivery.core.Action.Resolve;
import dev.rollcall.connector.delivery.core.Action.Update;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Created;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Answer.Found;
import dev.rollcall.connector.delivery.core.Answer.NotFound;
import dev.rollcall.connector.delivery.core.MemberGap;
import dev.rollcall.connector.outbound.Body;
import dev.rollcall.connector.outbound.HttpCall;
import dev.rollcall.connector.outbound.Outbound;
import dev.rollcall.connector.outbound.Reply.Answered;
import dev.rollcall.connector.outbound.Reply.Unanswered;
import dev.rollcall.connector.target.Refusals;
import dev.rollcall.connector.target.RemoteApp;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// A badge system as a downstream app.
final class BadgeApp implements RemoteApp {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private final BadgeConnection connection;
  private final Outbound http;
  private final Refusals refusals;

  BadgeApp(BadgeConnection connection, Outbound http, Refusals refusals) {
    this.connection = connection;
    this.http = http;
    this.refusals = refusals;
  }

  @Override
  public Mono<Answer> perform(ResourceRef resource, Action.Call call) {
    String all = resource.type().equals("User") ? "/badges" : "/doors";
    return switch (call) {
      case Create(var shape) -> send("POST", all, shape, BadgeApp::created);
      case Resolve(var shape) -> resolve(resource, all, shape);
      case Reread(var id) -> find(all + "/" + id);
      case Update(var id, _, _, var shape) -> put(all + "/" + id, shape);
      case Deactivate(var id, _, var shadow) -> put(all + "/" + id, active(shadow, false));
      case Reactivate(var id, _, var shadow) -> put(all + "/" + id, active(shadow, true));
      case Delete(var id, _) -> send("DELETE", all + "/" + id, null, _ -> new Done(null));
      case AddMembers(var id, var members) ->
          each(members, "PUT", all + "/" + id, MemberGap::linkedRemoteId);
      case RemoveMembers(var id, var members) ->
          each(members, "DELETE", all + "/" + id, MemberGap::removableRemoteId);
      case Publish _ -> throw new IllegalStateException("A badge system gets differences");
    };
  }

  private Mono<Answer> put(String path, JsonObject shape) {
    return send("PUT", path, shape, _ -> new Done(null));
  }

  private static JsonObject active(JsonObject shadow, boolean active) {
    return shadow.with("active", JsonBoolean.of(active));
  }

  private Mono<Answer> resolve(ResourceRef resource, String all, JsonObject shape) {
    String name = shape.text("userName").or(() -> shape.text("displayName")).orElse("");
    return find(all + "?owner=" + encoded(resource.id().value()))
        .flatMap(answer ->
            answer instanceof NotFound ? find(all + "?name=" + encoded(name)) : Mono.just(answer));
  }

  private Mono<Answer> each(
      List<MemberGap> members,
      String method,
      String path,
      Function<MemberGap, @Nullable String> id) {
    return Flux.fromIterable(members)
        .concatMap(it -> send(method, path + "/badges/" + id.apply(it), null, _ -> new Done(null)))
        .takeUntil(Failed.class::isInstance)
        .last();
  }

  private Mono<Answer> find(String path) {
    return send("GET", path, null, BadgeApp::found)
        .map(answer ->
            answer instanceof Failed(var failure) && Integer.valueOf(404).equals(failure.status())
                ? new NotFound()
                : answer);
  }

  private static Answer created(JsonObject badge) {
    return new Created(badge.text("id").orElseThrow(), null);
  }

  private static Answer found(JsonObject badge) {
    return new Found(badge.text("id").orElseThrow(), null, badge);
  }

  private Mono<Answer> send(
      String method, String path, @Nullable JsonObject body, Function<JsonObject, Answer> success) {
    var call =
        new HttpCall(
            method,
            URI.create(connection.url() + path),
            Map.of("x-api-key", connection.apiKey(), "content-type", "application/json"),
            body == null ? Body.EMPTY : Body.of(JSON.write(body)));
    return http.send(call)
        .map(reply ->
            switch (reply) {
              case Unanswered(var failure) -> new Failed(failure);
              case Answered(var status, _, var bytes) when status < 300 ->
                  success.apply(
                      bytes.isEmpty() ? JsonObject.EMPTY : JSON.readObject(bytes.bytes()));
              case Answered answered -> new Failed(refusals.of(answered));
            });
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
