package dev.rollcall.scim.patch;

import org.jspecify.annotations.Nullable;

/// A member as a client names it.
///
/// @param id the id of a resource; nothing is known about whether there is one
/// @param type `User` or `Group` where the client says so, else null
public record MemberRef(String id, @Nullable String type) {}
