package dev.rollcall.schemas.event;

import org.jspecify.annotations.Nullable;

/// Who asked: the public id of the credential (never the secret), and what the network said.
///
/// @param credential the id of the credential that was presented
/// @param address the client's network address, null where unknown
/// @param userAgent the client's `User-Agent`, null where it sent none (Entra sends none)
public record Actor(String credential, @Nullable String address, @Nullable String userAgent) {}
