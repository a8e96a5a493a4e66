package dev.rollcall.connector;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.connector.mapping.core.MappingLimits;
import dev.rollcall.connector.mapping.jsonata.JsonataLanguage;
import dev.rollcall.connector.target.ReadableContract;
import dev.rollcall.connector.target.TargetKind;
import dev.rollcall.connector.target.rest.RestKind;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/// The contract at an app with a REST interface of its own, which its owner wrote down.
class RestContractTest implements ReadableContract {
  private final StaffApp staff = new StaffApp();
  private final FakeServer server = new FakeServer(staff);

  @AfterEach
  void close() {
    server.close();
  }

  @Override
  public TargetKind<?> kind() {
    return new RestKind(new JsonataLanguage(MappingLimits.STANDARD));
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
    return JsonObject.builder().put("url", url).put("operations", StaffApp.operations()).build();
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
    return staff.logins();
  }

  @Override
  public boolean isActive(String userName) {
    return staff
        .person(userName)
        .filter(it -> it.text("status").equals(Optional.of("ENABLED")))
        .isPresent();
  }

  @Override
  public List<String> members(String displayName) {
    return staff.crew(displayName);
  }

  @Override
  public void putByHand(String userName, @Nullable String owner) {
    staff.put(userName, owner);
  }

  @Override
  public void removeByHand(String userName) {
    staff.remove(userName);
  }
}
