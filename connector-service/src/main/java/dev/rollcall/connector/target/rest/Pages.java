package dev.rollcall.connector.target.rest;

import org.jspecify.annotations.Nullable;

/// How a list is read to its end.
///
/// @param items a JSON pointer to the array of a page; empty where the whole body is it
/// @param total a JSON pointer to the number of all, or null where the app does not say it
/// @param turn how to come to the next page
record Pages(String items, @Nullable String total, Turn turn) {

  /// How to come from a page to the next one.
  sealed interface Turn {
    /// There is one page.
    record Whole() implements Turn {}

    /// Pages have numbers.
    ///
    /// @param first of the first page
    record ByPage(int first) implements Turn {}

    /// A page begins behind so many resources.
    ///
    /// @param first where the first page begins
    record ByOffset(int first) implements Turn {}

    /// A page names the next one.
    ///
    /// @param next a JSON pointer to the name
    /// @param path of the next page, with a place for the name
    record ByCursor(String next, PathTemplate path) implements Turn {}

    /// A page gives the address of the next one.
    ///
    /// @param next a JSON pointer to the address; null where it is in the header `Link` (RFC 8288)
    record ByLink(@Nullable String next) implements Turn {}
  }
}
