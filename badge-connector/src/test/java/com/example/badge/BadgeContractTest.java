package com.example.badge;

import dev.rollcall.connector.FakeServer;
import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.connector.target.StateContract;
import dev.rollcall.connector.target.TargetKind;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/// The contract at the badge system of docs/writing-a-connector.md.
class BadgeContractTest implements StateContract {
  private final BadgeServer badges = new BadgeServer();
  private final FakeServer server = new FakeServer(badges);

  @AfterEach
  void close() {
    server.close();
  }

  @Override
  public TargetKind<?> kind() {
    return new BadgeKind();
  }

  @Override
  public JsonObject entry() {
    return entry(server.url()).toBuilder().put("allowPrivateAddress", true).build();
  }

  @Override
  public JsonObject plainly(int port) {
    return entry("http://127.0.0.1:" + port).toBuilder().put("allowPrivateAddress", true).build();
  }

  @Override
  public JsonObject securely(int port) {
    return entry("https://127.0.0.1:" + port);
  }

  private static JsonObject entry(String url) {
    return JsonObject.builder().put("url", url).put("apiKey", "the-key").build();
  }

  @Override
  public void busy() {
    server.mood(_ -> new Mood.Says(Response.of(429)));
  }

  @Override
  public Optional<String> asksForPause(Duration pause) {
    server.mood(_ -> new Mood.Says(Response.throttled(pause)));
    return Optional.empty();
  }

  @Override
  public void losesAnswers() {
    server.mood(
        request -> request.method().equals("GET") ? new Mood.Honest() : new Mood.DoesAndDies());
  }

  @Override
  public void calm() {
    server.honest();
  }

  @Override
  public List<String> users() {
    return badges.all("/badges").stream().map(BadgeServer::name).sorted().toList();
  }

  @Override
  public boolean isActive(String userName) {
    return badges
        .named("/badges", userName)
        .filter(badge -> JsonBoolean.TRUE.equals(badge.get("active")))
        .isPresent();
  }

  @Override
  public List<String> members(String displayName) {
    return badges.names(displayName);
  }

  @Override
  public void putByHand(String userName, @Nullable String owner) {
    JsonObject badge = JsonObject.builder().put("userName", userName).put("active", true).build();
    badges.put("/badges", owner == null ? badge : badge.with("externalId", new JsonString(owner)));
  }

  @Override
  public void removeByHand(String userName) {
    String id = badges.named("/badges", userName).orElseThrow().text("id").orElseThrow();
    badges.delete("/badges/" + id);
  }
}
