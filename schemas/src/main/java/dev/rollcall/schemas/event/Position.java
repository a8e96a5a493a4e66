package dev.rollcall.schemas.event;

/// A place in the requests log.
public record Position(int partition, long offset) {}
