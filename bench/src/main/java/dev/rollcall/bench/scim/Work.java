package dev.rollcall.bench.scim;

import dev.rollcall.bench.load.Exchange;

/// A workload on what was made for it.
///
/// @param label how it is called in a report
public record Work(String label, Exchange exchange) {}
