package dev.rollcall.bench.delivery;

import java.nio.file.Path;

/// Where the driver's targets listen and are entered.
///
/// @param file the connector's `TARGETS_FILE`
/// @param tenant the tenant of the token that the driver uses
/// @param scimPort the port of the SCIM target, 0 for any that is free
/// @param hookPort the port of the webhook, 0 for any that is free
public record TargetsPlace(Path file, String tenant, int scimPort, int hookPort) {}
