package dev.rollcall.schemas.event;

/// A value that only one resource of its type in the tenant may have.
///
/// @param attribute the attribute's canonical name, such as `userName`
/// @param value the value in its comparison form (case-folded where the schema says so)
public record TakenKey(String attribute, String value) {}
