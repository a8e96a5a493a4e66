package dev.rollcall.connector.mapping.core;

import dev.rollcall.connector.delivery.core.Effect;
import dev.rollcall.connector.delivery.core.Effect.EventTaken;
import dev.rollcall.connector.delivery.core.Event;
import dev.rollcall.connector.delivery.core.Failure;
import java.util.List;

/// What becomes of an event on its way to its receiver.
public sealed interface Passage {

  /// It is sent.
  ///
  /// @param before what is stored before that, so that a lost answer leaves a trace
  /// @param after what is stored once the receiver has it
  record Sent(List<Effect> before, Event event, List<Effect> after) implements Passage {
    public Sent {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }

  /// The receiver hears nothing of it.
  record Silent(List<Effect> effects) implements Passage {
    public Silent {
      effects = List.copyOf(effects);
    }
  }

  /// What it would have to say cannot be said.
  record Stuck(Failure failure) implements Passage {}

  /// As it is.
  static Passage plain(Event event) {
    return new Sent(List.of(), event, List.of(new EventTaken(event)));
  }
}
