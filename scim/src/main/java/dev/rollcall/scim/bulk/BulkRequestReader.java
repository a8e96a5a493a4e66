package dev.rollcall.scim.bulk;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.Urns;
import dev.rollcall.scim.bulk.BulkRequest.Operation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads one bulk message; member names in any letter case. Used once.
final class BulkRequestReader {
  private static final int TOO_LARGE = 413;
  private static final BigDecimal INT_MAX = BigDecimal.valueOf(Integer.MAX_VALUE);
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,9}");

  private final Map<String, Json> members;

  BulkRequestReader(JsonObject body) {
    members = folded(body);
  }

  Result<BulkRequest> read() {
    if (!namesBulkRequest()) {
      return invalidSyntax("'schemas' does not name a bulk request.");
    }
    if (!(value("Operations") instanceof JsonArray(List<Json> sent))) {
      return invalidSyntax("'Operations' is a list of operations.");
    }
    if (sent.size() > BulkLimits.OPERATIONS_MAX) {
      return Result.refused(
          new ScimError(
              TOO_LARGE,
              null,
              "maxOperations is "
                  + BulkLimits.OPERATIONS_MAX
                  + "; the request has "
                  + sent.size()
                  + "."));
    }
    return failOnErrors()
        .flatMap(failOnErrors ->
            operations(sent).map(operations -> new BulkRequest(failOnErrors, operations)));
  }

  private boolean namesBulkRequest() {
    return value("schemas") instanceof JsonArray(List<Json> urns)
        && urns.stream()
            .anyMatch(it ->
                it instanceof JsonString(String urn) && urn.equalsIgnoreCase(Urns.BULK_REQUEST));
  }

  /// A count below 1 could never be reached: it means that nothing stops the request.
  private Result<Integer> failOnErrors() {
    return switch (value("failOnErrors")) {
      case JsonNull _ -> Result.ok(0);
      case JsonNumber(BigDecimal number) when number.stripTrailingZeros().scale() <= 0 ->
          Result.ok(number.max(BigDecimal.ZERO).min(INT_MAX).intValueExact());
      case JsonString(String text) when WHOLE_NUMBER.matcher(text.strip()).matches() ->
          Result.ok(Integer.valueOf(text.strip()));
      case Json _ -> Result.badRequest(ScimType.INVALID_VALUE, "'failOnErrors' is a whole number.");
    };
  }

  private static Result<List<Operation>> operations(List<Json> sent) {
    var operations = new ArrayList<Operation>(sent.size());
    var bulkIds = new HashSet<String>();
    for (Json element : sent) {
      if (!(element instanceof JsonObject object)) {
        return invalidSyntax("An operation is an object.");
      }
      Operation operation = operation(folded(object));
      operations.add(operation);
      String bulkId = operation.bulkId();
      // Only a POST can be referred to; on other methods clients number their operations with it.
      if (bulkId != null && operation.method().equals("POST") && !bulkIds.add(bulkId)) {
        return Result.badRequest(
            ScimType.INVALID_VALUE, "Two operations have the bulkId '" + bulkId + "'.");
      }
    }
    return Result.ok(operations);
  }

  private static Operation operation(Map<String, Json> members) {
    String method = text(members, "method");
    String path = text(members, "path");
    return new Operation(
        method == null ? "" : method.toUpperCase(Locale.ROOT),
        path == null ? "" : path,
        text(members, "bulkId"),
        text(members, "version"),
        members.get("data") instanceof JsonObject data ? data : null);
  }

  /// A text, or the number that some clients use as a `bulkId`.
  private static @Nullable String text(Map<String, Json> members, String name) {
    return switch (members.getOrDefault(name, JsonNull.NULL)) {
      case JsonString(String text) -> text.strip();
      case JsonNumber(BigDecimal number) -> number.toPlainString();
      case Json _ -> null;
    };
  }

  private Json value(String name) {
    return members.getOrDefault(name, JsonNull.NULL);
  }

  private static Map<String, Json> folded(JsonObject object) {
    var members = new TreeMap<String, Json>(String.CASE_INSENSITIVE_ORDER);
    members.putAll(object.members());
    return members;
  }

  private static <T> Result<T> invalidSyntax(String detail) {
    return Result.badRequest(ScimType.INVALID_SYNTAX, detail);
  }
}
