package dev.rollcall.connector;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.connector.target.ReadableContract;
import dev.rollcall.connector.target.TargetKind;
import dev.rollcall.connector.target.scim.ScimKind;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/// The contract at a SCIM server.
class ScimContractTest implements ReadableContract {
  private final ScimDirectory directory = new ScimDirectory();
  private final FakeServer server = new FakeServer(directory);

  @AfterEach
  void close() {
    server.close();
  }

  @Override
  public TargetKind<?> kind() {
    return new ScimKind();
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
    return JsonObject.builder().put("url", url).put("token", "the-token").build();
  }

  @Override
  public void busy() {
    server.writes(new Mood.Says(Response.of(429)));
  }

  @Override
  public Optional<String> asksForPause(Duration pause) {
    server.writes(new Mood.Says(Response.throttled(pause)));
    return Optional.empty();
  }

  @Override
  public void losesAnswers() {
    server.writes(new Mood.DoesAndDies());
  }

  @Override
  public void calm() {
    server.honest();
  }

  @Override
  public List<String> users() {
    return directory.all("/Users").stream()
        .map(user -> user.text("userName").orElseThrow())
        .sorted()
        .toList();
  }

  @Override
  public boolean isActive(String userName) {
    return directory
        .user(userName)
        .filter(user -> !JsonBoolean.FALSE.equals(user.get("active")))
        .isPresent();
  }

  @Override
  public List<String> members(String displayName) {
    return directory.memberNames(displayName);
  }

  @Override
  public void putByHand(String userName, @Nullable String owner) {
    JsonObject person = Facts.person(userName);
    directory.put(
        "/Users", owner == null ? person : person.with("externalId", new JsonString(owner)));
  }

  @Override
  public void removeByHand(String userName) {
    directory.remove("/Users", directory.user(userName).orElseThrow().text("id").orElseThrow());
  }
}
