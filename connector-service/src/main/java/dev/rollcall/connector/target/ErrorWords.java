package dev.rollcall.connector.target;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an error in JSON says, by the members that are known to hold it: those of SCIM (RFC 7644
/// section 3.12), problem details (RFC 9457 section 3), OAuth (RFC 6749 section 5.2), and the
/// `error` and `errors` that most other interfaces have. Nothing else of the JSON is looked at,
/// since it may be the resource itself.
final class ErrorWords {
  private static final int DEPTH_MAX = 3;
  private static final int ERRORS_MAX = 3;
  private static final String KEYWORD = "[A-Za-z][A-Za-z0-9_.-]{0,63}";
  private static final BigDecimal STATUS_MIN = BigDecimal.valueOf(400);
  private static final BigDecimal STATUS_MAX = BigDecimal.valueOf(599);

  /// Keywords by the sentences that they stand before, so that none is said twice.
  private final Map<String, String> keywords = new LinkedHashMap<>();

  private ErrorWords() {}

  /// Returns the sentences of an error with their keywords; empty where there are none.
  static String of(JsonObject body) {
    var words = new ErrorWords();
    words.read(body, 0);
    return words.keywords.entrySet().stream()
        .map(it ->
            Stream.of(it.getValue(), it.getKey())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(": ")))
        .collect(Collectors.joining("; "));
  }

  private void read(JsonObject error, int depth) {
    String keyword = keyword(error, depth);
    String sentence = sentence(error);
    if (!keyword.isEmpty() || !sentence.isEmpty()) {
      keywords.putIfAbsent(sentence, keyword);
    }
    if (depth < DEPTH_MAX) {
      within(error).limit(ERRORS_MAX).forEach(it -> read(it, depth + 1));
    }
  }

  private static Stream<JsonObject> within(JsonObject error) {
    Stream<Json> one = Stream.ofNullable(error.get("error"));
    Stream<Json> many =
        error.get("errors") instanceof JsonArray(var elements) ? elements.stream() : Stream.empty();
    return Stream.concat(one, many)
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast);
  }

  private static String sentence(JsonObject error) {
    return error
        .text("detail")
        .or(() -> error.text("message"))
        .or(() -> error.text("error_description"))
        .orElse("");
  }

  private static String keyword(JsonObject error, int depth) {
    return error
        .text("scimType")
        .or(() -> error.text("error"))
        .or(() -> title(error))
        .or(() -> depth == 0 ? Optional.empty() : code(error))
        .orElse("");
  }

  /// A person has a title as well: that of a problem stands beside its detail or its status.
  private static Optional<String> title(JsonObject error) {
    boolean problem =
        error.get("detail") instanceof JsonString
            || (error.get("status") instanceof JsonNumber(var status)
                && status.compareTo(STATUS_MIN) >= 0
                && status.compareTo(STATUS_MAX) <= 0);
    return problem ? error.text("title") : Optional.empty();
  }

  private static Optional<String> code(JsonObject error) {
    return Stream.of("reason", "code", "status")
        .flatMap(name -> error.text(name).stream())
        .filter(text -> text.matches(KEYWORD))
        .findFirst();
  }
}
