/// What one tenant adds to the standard: resource types, extensions, and the dialects that its
/// clients may speak. Definitions come as documents and are checked here; who keeps them is the
/// services' business.
@NullMarked
package dev.rollcall.scim.profile;

import org.jspecify.annotations.NullMarked;
