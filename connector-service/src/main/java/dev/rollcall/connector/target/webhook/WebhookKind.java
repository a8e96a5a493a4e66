package dev.rollcall.connector.target.webhook;

import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.connector.target.RemoteApp;
import dev.rollcall.connector.target.Site;
import dev.rollcall.connector.target.TargetKind;
import dev.rollcall.connector.target.webhook.WebhookConnection.Previous;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Receivers of signed webhooks.
public final class WebhookKind implements TargetKind<WebhookConnection> {
  private static final String SECRET = "secret";
  private static final String PREVIOUS = "previousSecret";
  private static final String UNTIL = "previousSecretUntil";
  private static final String PING = "ping";
  private static final String PREFIX = "whsec_";
  private static final int KEY_BYTES_MIN = 24;
  private static final int KEY_BYTES_MAX = 64;

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public Delivery delivery() {
    return Delivery.STRICT;
  }

  @Override
  public List<Member> members() {
    return List.of(
        Member.open("url"),
        Member.secret(SECRET),
        Member.secret(PREVIOUS),
        Member.open(UNTIL),
        Member.open(PING));
  }

  @Override
  public WebhookConnection read(EntryReader entry) {
    return new WebhookConnection(
        entry.httpUrl(), key(entry, SECRET), previous(entry), entry.flag(PING, true));
  }

  private static String key(EntryReader entry, String name) {
    String secret = entry.text(name);
    if (!secret.isEmpty() && !isKey(secret)) {
      entry.problem(
          entry.quoted(name) + " must be 'whsec_' and the base64 of 24 to 64 random bytes");
    }
    return secret;
  }

  /// A secret of before has an end, so that it does not stay for ever.
  private static @Nullable Previous previous(EntryReader entry) {
    if (!entry.has(PREVIOUS) && !entry.has(UNTIL)) {
      return null;
    }
    return new Previous(key(entry, PREVIOUS), until(entry));
  }

  private static Instant until(EntryReader entry) {
    String text = entry.text(UNTIL);
    try {
      return text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
    } catch (DateTimeParseException _) {
      entry.problem(entry.quoted(UNTIL) + " must be a time like '2027-01-31T00:00:00Z'");
      return Instant.EPOCH;
    }
  }

  @Override
  public RemoteApp open(WebhookConnection connection, Site site) {
    return new WebhookApp(site.http(), connection, site.refusals(), site.clock());
  }

  private static boolean isKey(String secret) {
    if (!secret.startsWith(PREFIX)) {
      return false;
    }
    try {
      int bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length())).length;
      return bytes >= KEY_BYTES_MIN && bytes <= KEY_BYTES_MAX;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
