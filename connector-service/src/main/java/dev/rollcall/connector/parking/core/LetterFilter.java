package dev.rollcall.connector.parking.core;

import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which dead letters are meant. What is not given asks for nothing.
///
/// @param errorClasses one of these; any where empty
/// @param resourceTypes one of these; any where empty
/// @param parkedAfter parked then or later, or null
/// @param parkedBefore parked earlier, or null
/// @param text what the error's text has in it, in any case; anything where empty
public record LetterFilter(
    Set<String> errorClasses,
    Set<String> resourceTypes,
    @Nullable Instant parkedAfter,
    @Nullable Instant parkedBefore,
    String text) {
  /// All.
  public static final LetterFilter ALL = new LetterFilter(Set.of(), Set.of(), null, null, "");

  /// The names of its members, in an act and in a query.
  public static final Set<String> NAMES =
      Set.of("errorClass", "resourceType", "parkedAfter", "parkedBefore", "text");

  private static final int VALUES_MAX = 20;

  /// What a misspelt class finds is nothing, which would say that all is well.
  private static final Set<String> ERROR_CLASSES =
      Arrays.stream(FailureKind.values())
          .map(FailureKind::logicalName)
          .collect(Collectors.toUnmodifiableSet());

  public LetterFilter {
    errorClasses = Set.copyOf(errorClasses);
    resourceTypes = Set.copyOf(resourceTypes);
  }

  /// The same, whatever the class of the error.
  public LetterFilter ofAnyClass() {
    return new LetterFilter(Set.of(), resourceTypes, parkedAfter, parkedBefore, text);
  }

  /// Reads a filter: `errorClass` and `resourceType` are a text or an array of texts.
  public static Result<LetterFilter> read(JsonObject json) {
    var fields = new ActFields(json, NAMES);
    Set<String> errorClasses = fields.texts("errorClass", VALUES_MAX);
    fields.known("errorClass", errorClasses, ERROR_CLASSES);
    var filter =
        new LetterFilter(
            errorClasses,
            fields.texts("resourceType", VALUES_MAX),
            fields.time("parkedAfter"),
            fields.time("parkedBefore"),
            fields.text("text"));
    return fields.result(filter);
  }
}
