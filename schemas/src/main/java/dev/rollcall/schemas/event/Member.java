package dev.rollcall.schemas.event;

/// A member of a group.
///
/// @param type the SCIM name of the member's resource type: `User` or `Group`
public record Member(ResourceId id, String type) {}
