package dev.rollcall.standalone.demoapp;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import dev.rollcall.standalone.demoapp.LocalServer.Call;
import dev.rollcall.standalone.demoapp.LocalServer.Reply;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Receives signed webhooks (Standard Webhooks 1.0.0), checks every signature and folds the events
/// into what it knows. An event that comes twice counts once.
public final class WebhookApp implements DemoApp {
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
  private static final Reply OK = new Reply(204, "");

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final Map<String, JsonObject> users = new HashMap<>();
  private final Map<String, JsonObject> groups = new HashMap<>();
  private final Map<String, Set<String>> members = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final List<String> received = new ArrayList<>();
  private final byte[] key;
  private final LocalServer server;

  /// Starts the app.
  ///
  /// @param secret `whsec_` and the base64 of the key
  public WebhookApp(String secret) {
    this.key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
    this.server = LocalServer.start("application/json", this::answer);
  }

  @Override
  public String name() {
    return "webhook app";
  }

  @Override
  public String url() {
    return server.url() + "/hooks";
  }

  @Override
  public synchronized AppState state() {
    return AppState.of(users, groups, members);
  }

  @Override
  public synchronized List<String> takeReceived() {
    var taken = List.copyOf(received);
    received.clear();
    return taken;
  }

  @Override
  public void close() {
    server.close();
  }

  private synchronized Reply answer(Call call) {
    if (!call.method().equals("POST") || !isSigned(call)) {
      received.add("refused a call without a valid signature");
      return new Reply(401, "{}");
    }
    try {
      JsonObject event = json.readObject(call.body().getBytes(StandardCharsets.UTF_8));
      if (seen.add(call.header("webhook-id"))) {
        fold(event);
      }
      return OK;
    } catch (MalformedJsonException _) {
      return new Reply(400, "{}");
    }
  }

  private boolean isSigned(Call call) {
    String id = call.header("webhook-id");
    String timestamp = call.header("webhook-timestamp");
    try {
      var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), Instant.now());
      if (age.abs().compareTo(CLOCK_TOLERANCE) > 0) {
        return false;
      }
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      byte[] wanted =
          ("v1,"
                  + Base64.getEncoder()
                      .encodeToString(mac.doFinal(call.body().getBytes(StandardCharsets.UTF_8))))
              .getBytes(StandardCharsets.US_ASCII);
      for (String signature : call.header("webhook-signature").split(" ", -1)) {
        if (MessageDigest.isEqual(wanted, signature.getBytes(StandardCharsets.US_ASCII))) {
          return true;
        }
      }
      return false;
    } catch (NumberFormatException _) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256", e);
    }
  }

  private void fold(JsonObject event) {
    String type = event.text("type").orElse("");
    JsonObject data = event.get("data") instanceof JsonObject object ? object : JsonObject.EMPTY;
    String id = data.text("id").orElse("");
    boolean group = type.startsWith("group.");
    var resources = group ? groups : users;
    switch (type.substring(type.indexOf('.') + 1)) {
      case "created", "updated", "deactivated", "reactivated" -> resources.put(id, data);
      case "deleted" -> {
        resources.remove(id);
        members.remove(id);
      }
      case "members_added" -> memberSet(id).addAll(memberIds(data));
      case "members_removed" -> memberSet(id).removeAll(memberIds(data));
      default -> received.add("an event of unknown type " + type);
    }
    JsonObject shown = resources.getOrDefault(id, data);
    String who = shown.text(group ? "displayName" : "userName").orElse(id);
    received.add(type + " " + who);
  }

  private Set<String> memberSet(String group) {
    return members.computeIfAbsent(group, _ -> new LinkedHashSet<>());
  }

  private static Set<String> memberIds(JsonObject data) {
    var ids = new LinkedHashSet<String>();
    if (data.get("members") instanceof JsonArray(List<Json> elements)) {
      for (Json element : elements) {
        if (element instanceof JsonObject member) {
          member.text("value").ifPresent(ids::add);
        }
      }
    }
    return ids;
  }
}
