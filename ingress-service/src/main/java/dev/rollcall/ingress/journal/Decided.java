package dev.rollcall.ingress.journal;

import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Surroundings;
import org.jspecify.annotations.Nullable;

/// A decision as it came.
///
/// @param surroundings what stands around the resource that it changed; null where nobody told
public record Decided(Decision decision, @Nullable Surroundings surroundings) {}
