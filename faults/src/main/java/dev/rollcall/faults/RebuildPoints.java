package dev.rollcall.faults;

import static dev.rollcall.faults.CrashPoints.after;
import static dev.rollcall.faults.CrashPoints.before;

import java.util.List;

/// The crash points of the projection while a directory is folded anew beside the one that serves.
final class RebuildPoints {
  private static final String ROOT = "dev.rollcall.projection.rebuild.";
  private static final String SUCCESSOR = ROOT + "postgres.PostgresSuccessor";
  private static final String HELD_UP = SUCCESSOR + "$HeldUp";

  static final List<CrashPoint> ALL =
      List.of(
          after(
              "projection.rebuild-prepared",
              Place.of(SUCCESSOR, "prepare"),
              "The successor is there and empty."),
          after(
              "projection.rebuild-folded",
              Place.of(ROOT + "Folder$AsRecorded", "advance"),
              "A run is folded into the successor, and not all of it is."),
          after(
              "projection.rebuild-indexed",
              Place.of(SUCCESSOR, "index"),
              "The successor has its indexes; it is not compared."),
          after(
              "projection.rebuild-compared",
              Place.of(ROOT + "RebuildRun", "compare"),
              "Both directories are compared; the old one serves."),
          after(
              "projection.rebuild-holding",
              Place.of(SUCCESSOR, "pause"),
              "The deciders are held up."),
          before(
              "projection.rebuild-switching",
              Place.of(HELD_UP, "switchOver"),
              "All is folded and held up; the old directory serves."),
          after(
              "projection.rebuild-switched",
              Place.of(HELD_UP, "switchOver"),
              "The new directory serves; the one who asked was not told."),
          before(
              "projection.verify-dropping",
              Place.of(SUCCESSOR, "drop"),
              "All is verified; what was folded for it is still there."));

  private RebuildPoints() {}
}
