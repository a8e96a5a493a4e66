package dev.rollcall.scim.dialect;

/// Which client quirks are tolerated. Each switch turns one rewriting to standard SCIM on or off; a
/// tenant may have its own set.
///
/// @param coerceBooleanStrings `"True"` is `true` where the schema says boolean
/// @param expandDottedKeys `"name.givenName"` as a member name of a value is a path
/// @param memberRemoveByValueArray a `remove` with a path and a value removes only what it lists
/// @param createOnFilterMiss `replace` or `add` on `emails[type eq "work"].value` makes the element
/// @param emptyStringClears an empty text removes the attribute instead of being stored
/// @param managerShapes a reference may be a text, an object or a list of one
/// @param ignoreUnknownAttributes what no schema defines is dropped instead of refused
/// @param unquotedFilterLiterals `userName eq bjensen` and single quotes in filters
/// @param singleValueAsArray a list of one stands for the value of a single-valued attribute
/// @param bareExtensionNames `manager` without its URN is the enterprise attribute
/// @param filterBehindBracket `emails[type eq "work"].value eq "a@b.example"` is a filter
public record Leniency(
    boolean coerceBooleanStrings,
    boolean expandDottedKeys,
    boolean memberRemoveByValueArray,
    boolean createOnFilterMiss,
    boolean emptyStringClears,
    boolean managerShapes,
    boolean ignoreUnknownAttributes,
    boolean unquotedFilterLiterals,
    boolean singleValueAsArray,
    boolean bareExtensionNames,
    boolean filterBehindBracket) {

  /// Everything that a real client was seen to send is understood.
  public static final Leniency ALL =
      new Leniency(true, true, true, true, true, true, true, true, true, true, true);

  /// The RFCs and nothing else.
  public static final Leniency STRICT =
      new Leniency(false, false, false, false, false, false, false, false, false, false, false);
}
