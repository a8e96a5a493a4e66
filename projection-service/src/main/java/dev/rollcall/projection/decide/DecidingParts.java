package dev.rollcall.projection.decide;

/// What all partitions share.
record DecidingParts(
    RecordReader reader, BatchDecider decider, DecisionOutlet outlet, DecideMeters meters) {}
