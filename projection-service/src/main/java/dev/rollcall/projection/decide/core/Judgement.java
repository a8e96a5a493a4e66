package dev.rollcall.projection.decide.core;

import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Outcome;
import java.util.List;

/// What came of judging a request.
public sealed interface Judgement {

  /// The request is decided.
  record Decided(Outcome outcome, List<Fact> facts) implements Judgement {
    public Decided {
      facts = List.copyOf(facts);
    }
  }

  /// Judging needs to know more; nothing was decided.
  record Incomplete(Needs needs) implements Judgement {}
}
