package dev.rollcall.bench.trial;

import dev.rollcall.bench.delivery.TargetApp;
import dev.rollcall.bench.delivery.TargetApp.Call;
import dev.rollcall.bench.delivery.TargetApp.Reply;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A SCIM app with people in it that answers at once, and watches what it is told: who was created
/// how often, whether changes of one person came one at a time and in their order. Texts are kept,
/// and not what they mean, so that many people fit into the driver.
final class PeopleApp implements TargetApp.Behaviour {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final Pattern USERS = Pattern.compile(".*/Users(?:/([^/]+))?");
  private static final Pattern EQ = Pattern.compile("filter=(\\w+)[ +]eq[ +]\"([^\"]*)\"");
  private static final String LIST =
      "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:ListResponse\"],\"totalResults\":%d,"
          + "\"startIndex\":1,\"itemsPerPage\":%1$d,\"Resources\":[%s]}";

  private final AtomicLong ids = new AtomicLong();
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();
  private final Map<String, String> index = new ConcurrentHashMap<>();
  private final Map<String, Integer> creations = new ConcurrentHashMap<>();
  private final Watch watch = new Watch();

  @Override
  public Reply reply(Call call) {
    var path = USERS.matcher(call.uri().getPath());
    if (!path.matches()) {
      return new Reply(404, "{\"status\":\"404\"}");
    }
    String id = path.group(1);
    if (id != null) {
      return one(id, accounts.get(id), call);
    }
    return call.method().equals("POST")
        ? created(call)
        : found(String.valueOf(call.uri().getQuery()));
  }

  /// Returns how many people have an account.
  int people() {
    return creations.size();
  }

  /// Returns how many people were created more than once.
  long createdTwice() {
    return creations.values().stream().filter(times -> times > 1).count();
  }

  Watch watch() {
    return watch;
  }

  /// Gives every account another title than it was told.
  void drift() {
    watch.clear();
    accounts.values().forEach(Account::drift);
  }

  /// Returns the number of the last change of a person that arrived, 0 where none did.
  long lastChange(String externalId) {
    Account account = accounts.get(String.valueOf(index.get("externalId=" + externalId)));
    return account == null ? 0 : account.lastChange();
  }

  private Reply created(Call call) {
    JsonObject sent = JSON.readObject(call.body().getBytes(StandardCharsets.UTF_8));
    String person = sent.text("externalId").orElse("");
    try (var _ = watch.write(person)) {
      String id = "t" + ids.incrementAndGet();
      var account = new Account(JSON.writeText(sent.toBuilder().put("id", id).build()));
      accounts.put(id, account);
      for (String attribute : new String[] {"externalId", "userName"}) {
        sent.text(attribute).ifPresent(value -> index.put(attribute + "=" + value, id));
      }
      creations.merge(person, 1, Integer::sum);
      watch.note(account.change(call.body()));
      return new Reply(201, account.shown());
    }
  }

  private Reply one(String id, @Nullable Account account, Call call) {
    if (account == null) {
      return new Reply(404, "{\"status\":\"404\"}");
    }
    return switch (call.method()) {
      case "GET" -> new Reply(200, account.shown());
      case "PATCH" -> {
        try (var _ = watch.write(id)) {
          watch.note(account.patch(call.body()));
        }
        yield new Reply(204, "");
      }
      case "DELETE" -> {
        accounts.remove(id);
        yield new Reply(204, "");
      }
      default -> new Reply(405, "{\"status\":\"405\"}");
    };
  }

  private Reply found(String query) {
    var eq = EQ.matcher(query);
    Account match =
        eq.find() ? accounts.get(String.valueOf(index.get(eq.group(1) + "=" + eq.group(2)))) : null;
    return new Reply(200, match == null ? LIST.formatted(0, "") : LIST.formatted(1, match.shown()));
  }
}
