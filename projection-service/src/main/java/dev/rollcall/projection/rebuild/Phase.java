package dev.rollcall.projection.rebuild;

/// What is being done.
public enum Phase {
  FOLDING,
  INDEXING,
  COMPARING,
  SWITCHING,
  DONE,
  FAILED
}
