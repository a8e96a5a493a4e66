package dev.rollcall.connector.targets;

import dev.rollcall.connector.target.RemoteApp;

/// Opens the way to a configured target.
@FunctionalInterface
interface RemoteApps {

  /// Returns the app behind a target; nothing is called yet.
  RemoteApp open(Target target);
}
