package dev.rollcall.projection.directory.core;

import dev.rollcall.schemas.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Numbers the binds of one statement; equal values share a number. Belongs to one thread.
public final class Binds {
  private final Map<Bind, Integer> numbers = new LinkedHashMap<>();

  /// The placeholder of a text.
  public String text(String value) {
    return placeholder(new Bind.Text(value)) + "::text";
  }

  /// The placeholder of an array of texts.
  public String texts(List<String> values) {
    return placeholder(new Bind.Texts(values)) + "::text[]";
  }

  /// The placeholder of a JSON document.
  public String json(Json value) {
    return placeholder(new Bind.Document(value)) + "::jsonb";
  }

  /// The placeholder of a number.
  public String number(BigDecimal value) {
    return placeholder(new Bind.Amount(value)) + "::numeric";
  }

  /// The placeholder of a whole number.
  public String count(long value) {
    return placeholder(new Bind.Count(value)) + "::bigint";
  }

  /// The placeholder of an instant.
  public String moment(Instant value) {
    return placeholder(new Bind.Moment(value)) + "::timestamptz";
  }

  /// All binds, the first one for `$1`.
  public List<Bind> inOrder() {
    return new ArrayList<>(numbers.keySet());
  }

  private String placeholder(Bind bind) {
    return "$" + numbers.computeIfAbsent(bind, _ -> numbers.size() + 1);
  }
}
