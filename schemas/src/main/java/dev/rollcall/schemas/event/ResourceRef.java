package dev.rollcall.schemas.event;

/// A resource of a tenant by its resource type (the SCIM name: `User`, `Group`) and id.
public record ResourceRef(String type, ResourceId id) {}
