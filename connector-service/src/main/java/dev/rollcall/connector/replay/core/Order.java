package dev.rollcall.connector.replay.core;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is to be sent again.
///
/// @param perSecond how many resources or events a second at most
/// @param distrust whether the target is read again, whatever it confirmed before
/// @param dryRun whether it is only said what would be done
/// @param reason why, in the words of whoever asks; empty where nothing was said
public record Order(From from, int perSecond, boolean distrust, boolean dryRun, String reason) {
  /// How fast where nothing is said, and at most.
  public static final int PER_SECOND_USUAL = 50;

  public static final int PER_SECOND_MAX = 10_000;

  /// The kind of act that begins a replay, as it is recorded.
  public static final String ACT = "replay.begin";

  private static final int REASON_CHARS_MAX = 1000;
  private static final Set<String> MEMBERS =
      Set.of("from", "ratePerSecond", "distrust", "dryRun", "reason");

  /// Reads `{"from": "present" | {"seq"} | {"time"} | {"resourceId"}, "ratePerSecond", "distrust",
  /// "dryRun", "reason"}`.
  public static Result<Order> read(JsonObject json) {
    From from = from(json.get("from"));
    Integer rate = rate(json.get("ratePerSecond"));
    Boolean distrust = flag(json.get("distrust"));
    Boolean dryRun = flag(json.get("dryRun"));
    String reason = json.text("reason").orElse("").strip();
    if (from == null) {
      return refused(
          "'from' is \"present\" or an object with one of 'seq', 'time' and 'resourceId'");
    }
    if (rate == null) {
      return refused("'ratePerSecond' is a whole number from 1 to " + PER_SECOND_MAX);
    }
    if (distrust == null || dryRun == null) {
      return refused("'distrust' and 'dryRun' are true or false");
    }
    boolean said = json.get("reason") == null || json.get("reason") instanceof JsonString;
    if (!said
        || reason.length() > REASON_CHARS_MAX
        || !MEMBERS.containsAll(json.members().keySet())) {
      return refused(
          "A replay takes 'from', 'ratePerSecond', 'distrust', 'dryRun' and a 'reason' of at most "
              + REASON_CHARS_MAX
              + " characters");
    }
    return new Result.Ok<>(new Order(from, rate, distrust, dryRun, reason));
  }

  private static Result<Order> refused(String detail) {
    return new Result.Refused<>(new ScimError(400, null, detail));
  }

  private static @Nullable From from(@Nullable Json given) {
    if (given instanceof JsonString(var word)) {
      return word.equals("present") ? new From.Present() : null;
    }
    if (!(given instanceof JsonObject object) || object.members().size() != 1) {
      return null;
    }
    if (object.get("seq") instanceof JsonNumber(var seq)) {
      return isWhole(seq, Long.MAX_VALUE) ? new From.Seq(seq.longValueExact()) : null;
    }
    if (object.get("resourceId") instanceof JsonString(var id)) {
      return id.isBlank() ? null : new From.Resource(id);
    }
    return object.get("time") instanceof JsonString(var text) ? time(text) : null;
  }

  private static @Nullable From time(String text) {
    try {
      return new From.Time(Instant.parse(text));
    } catch (DateTimeException _) {
      return null;
    }
  }

  private static @Nullable Integer rate(@Nullable Json given) {
    if (given == null) {
      return PER_SECOND_USUAL;
    }
    return given instanceof JsonNumber(var rate) && isWhole(rate, PER_SECOND_MAX)
        ? (Integer) rate.intValueExact()
        : null;
  }

  private static boolean isWhole(BigDecimal number, long max) {
    return number.stripTrailingZeros().scale() <= 0
        && number.signum() > 0
        && number.compareTo(BigDecimal.valueOf(max)) <= 0;
  }

  private static @Nullable Boolean flag(@Nullable Json given) {
    if (given == null) {
      return false;
    }
    return given instanceof JsonBoolean(var flag) ? (Boolean) flag : null;
  }
}
