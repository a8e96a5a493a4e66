package dev.rollcall.projection.directory;

import dev.rollcall.scim.resource.ResourceState;

/// A resource as the directory holds it: without the members of a group or the groups of a user.
///
/// @param type the SCIM name of its type
public record StoredResource(String type, ResourceState state) {}
