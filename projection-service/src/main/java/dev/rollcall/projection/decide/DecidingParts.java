package dev.rollcall.projection.decide;

/// What all partitions share.
///
/// @param batchBytesMax the most bytes that are decided together, but for one record that is larger
record DecidingParts(
    RecordReader reader,
    BatchDecider decider,
    DecisionOutlet outlet,
    DecideMeters meters,
    int batchBytesMax) {}
