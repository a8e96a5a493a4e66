package dev.rollcall.ingress.health;

import java.util.Optional;
import java.util.function.Supplier;

/// One part of the service that may be down.
///
/// @param trouble one sentence where it is; asked often, so it answers from memory
public record HealthPart(String name, Supplier<Optional<String>> trouble) {}
