package dev.rollcall.schemas.json;

/// A JSON string, held decoded.
public record JsonString(String value) implements Json {}
