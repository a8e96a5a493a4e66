package dev.rollcall.standalone.targets;

import dev.rollcall.standalone.targets.core.Outcome;
import dev.rollcall.standalone.targets.core.Plan.Step.Remove;
import dev.rollcall.standalone.targets.core.Plan.Step.Save;
import dev.rollcall.standalone.targets.core.Recorded;
import dev.rollcall.standalone.targets.core.Wanted.Entry;

/// Port to the administration API of one tenant.
public interface Administration {

  /// What is recorded, and of which tenant: its token alone says which one that is.
  ///
  /// @throws TargetsException where it cannot be said
  Recorded recorded() throws InterruptedException;

  /// Says what would become of an entry; nothing is recorded.
  ///
  /// @param call whether the app is called
  Outcome compared(Entry entry, boolean call) throws InterruptedException;

  /// Records an entry.
  ///
  /// @param call whether the app is called first
  /// @param otherwise what became of it where it was not refused
  Outcome saved(Save save, boolean call, Outcome otherwise) throws InterruptedException;

  /// Records that a target is taken away.
  Outcome removed(Remove remove) throws InterruptedException;
}
