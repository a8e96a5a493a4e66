package dev.rollcall.e2e;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.standalone.session.ScimSession;

/// A tenant that one test has for itself, with a token for each of the two interfaces.
public record Tenant(Tenants tenants, String name, String origin, String token, String adminToken) {

  Caller scim() {
    return new Caller(origin, token);
  }

  Caller administration() {
    return new Caller(origin, adminToken);
  }

  /// The client of a user of this tenant.
  Caller user(String id) {
    return tenants.user(name, id);
  }

  /// A consumer of the feed of a target of this tenant.
  Caller consumer(String target) {
    return tenants.consumer(name, target);
  }

  /// Gives the tenant an app.
  void target(JsonObject target) {
    tenants.target(target);
  }

  ScimSession session() {
    return new ScimSession(scimBaseUrl(), token);
  }

  /// Where its SCIM interface is.
  public String scimBaseUrl() {
    return origin + "/scim/v2";
  }
}
