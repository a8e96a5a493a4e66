package dev.rollcall.connector.delivery.core;

import java.util.List;

/// Where one action led.
public sealed interface Step {

  /// Further.
  ///
  /// @param next what is known now
  /// @param effects what is to be stored
  record Advanced(StateWork next, List<Effect> effects) implements Step {
    public Advanced {
      effects = List.copyOf(effects);
    }
  }

  /// Nowhere: the attempt failed.
  record Stopped(Failure failure) implements Step {}
}
