/// Ping's `scim2-sdk-client` against the platform: what it sends is understood, and it understands
/// what it gets. Nothing here knows the platform by another way than this client.
@NullMarked
package dev.rollcall.e2e.ping;

import org.jspecify.annotations.NullMarked;
