package dev.rollcall.connector.target.webhook;

import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.connector.target.RemoteApp;
import dev.rollcall.connector.target.Site;
import dev.rollcall.connector.target.TargetKind;
import java.util.Base64;
import java.util.List;

/// Receivers of signed webhooks.
public final class WebhookKind implements TargetKind<WebhookConnection> {
  private static final String SECRET = "secret";
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
    return List.of(Member.open("url"), Member.secret(SECRET));
  }

  @Override
  public WebhookConnection read(EntryReader entry) {
    String secret = entry.text(SECRET);
    if (!secret.isEmpty() && !isKey(secret)) {
      entry.problem("'secret' must be 'whsec_' and the base64 of 24 to 64 random bytes");
    }
    return new WebhookConnection(entry.httpUrl(), secret);
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
