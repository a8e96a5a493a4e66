package dev.rollcall.connector.outbound;

import java.time.Duration;

/// How a target may be called.
///
/// @param name names the target in metrics
/// @param addresses where it may be dialled
/// @param total until the answer has been read
/// @param inFlightMax requests at the same time
public record OutboundRule(
    String name, AllowedAddresses addresses, Duration total, int inFlightMax) {}
