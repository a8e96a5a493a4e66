package dev.rollcall.projection.directory.core;

import dev.rollcall.scim.schema.SchemaRegistry;

/// What compiling needs besides the filter. The compiled text is about the row `r` of the resource
/// table.
///
/// @param tenant whose rows membership conditions may see
/// @param baseUrl the SCIM base URL that the client uses, without the slash at its end
/// @param registry the types that references may point to
public record CompileContext(Binds binds, String tenant, String baseUrl, SchemaRegistry registry) {}
