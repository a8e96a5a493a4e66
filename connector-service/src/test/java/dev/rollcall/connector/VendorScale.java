package dev.rollcall.connector;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// How much smaller and shorter a vendor's limits are in a test, at the simulator and in the
/// profile alike. Where the vendor counts a few calls in half a minute, only the time is shortened:
/// with one call in a short period a pause of the machine would look like a client in a hurry.
record VendorScale(int permitsBy, int secondsBy) {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.CLIENT);

  static VendorScale of(String profile) {
    return switch (profile) {
      case "slack" -> new VendorScale(5, 10);
      case "miro" -> new VendorScale(1, 5);
      case "github-emu" -> new VendorScale(50, 900);
      default -> new VendorScale(1, 1);
    };
  }

  /// Returns the profile of an entry: the vendor's own, with its rates at this scale.
  static JsonObject profile(String name) {
    VendorScale scale = of(name);
    var rates = new ArrayList<Json>();
    for (JsonObject rate : rates(name)) {
      rates.add(
          rate.with("permits", divided(rate, "permits", scale.permitsBy()))
              .with("perSeconds", divided(rate, "perSeconds", scale.secondsBy())));
    }
    JsonObject base = JsonObject.of("base", new JsonString(name));
    return rates.isEmpty() ? base : base.with("rates", new JsonArray(rates));
  }

  private static Json divided(JsonObject rate, String member, int by) {
    int number = ((JsonNumber) Objects.requireNonNull(rate.get(member))).value().intValueExact();
    return JsonNumber.of(number / by);
  }

  /// The rates that a profile comes with.
  static List<JsonObject> rates(String name) {
    return shipped(name).stream().map(JsonObject.class::cast).toList();
  }

  private static List<Json> shipped(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            VendorScale.class.getResourceAsStream("/profiles/" + name + ".json"))) {
      var data = (JsonObject) JSON.readObject(in.readAllBytes()).get("data");
      var rates = (JsonObject) Objects.requireNonNull(Objects.requireNonNull(data).get("rates"));
      return ((JsonArray) Objects.requireNonNull(rates.get("value"))).elements();
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }
}
