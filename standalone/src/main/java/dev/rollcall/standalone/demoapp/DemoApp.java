package dev.rollcall.standalone.demoapp;

import java.util.List;

/// An app that a connector serves.
public interface DemoApp extends AutoCloseable {

  /// How the demonstration calls it.
  String name();

  /// Where it listens, for a target's `url`.
  String url();

  /// What it holds now.
  AppState state();

  /// One line for each call since the last time that somebody asked.
  List<String> takeReceived();

  @Override
  void close();
}
