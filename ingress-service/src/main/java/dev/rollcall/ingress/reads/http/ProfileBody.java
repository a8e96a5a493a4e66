package dev.rollcall.ingress.reads.http;

import dev.rollcall.ingress.reads.TenantProfile;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.profile.Profile;
import java.util.HashMap;
import java.util.List;

/// A profile as the projection says it (docs/contracts.md section 4).
final class ProfileBody {
  private ProfileBody() {}

  static TenantProfile read(JsonObject body) {
    Profile profile = Profile.STANDARD;
    var versions = new HashMap<String, Long>();
    if (body.get("definitions") instanceof JsonArray(List<Json> elements)) {
      for (Json element : elements) {
        if (element instanceof JsonObject definition
            && definition.get("document") instanceof JsonObject document) {
          String name = definition.text("name").orElse("");
          profile = profile.with(definition.text("kind").orElse(""), name, document);
          versions.put(name, number(definition));
        }
      }
    }
    return new TenantProfile(profile, number(body), versions);
  }

  private static long number(JsonObject object) {
    return object.get("version") instanceof JsonNumber(var number) ? number.longValue() : 0;
  }
}
