package dev.rollcall.connector.outbound;

import java.time.Duration;

/// How a target may be called.
///
/// @param name names the target in metrics
/// @param allowPrivateAddress whether addresses that are not public may be dialled
/// @param total until the answer has been read
/// @param inFlightMax requests at the same time
public record OutboundRule(
    String name, boolean allowPrivateAddress, Duration total, int inFlightMax) {}
