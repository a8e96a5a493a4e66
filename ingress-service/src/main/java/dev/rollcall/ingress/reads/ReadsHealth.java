package dev.rollcall.ingress.reads;

import java.util.Optional;

/// Whether the query side, which also decides, can serve.
@FunctionalInterface
public interface ReadsHealth {

  /// One sentence where it cannot; asked often, so it answers from memory.
  Optional<String> trouble();
}
