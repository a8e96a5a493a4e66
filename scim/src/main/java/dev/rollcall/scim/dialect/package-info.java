/// What real clients send beside the RFC, turned into standard SCIM: one pure function for each
/// quirk, its wrong and its right message side by side. `docs/dialects.md` says which client sends
/// what, [Leniency] which of it a tenant tolerates. Rules of the RFC do not belong here.
@NullMarked
package dev.rollcall.scim.dialect;

import org.jspecify.annotations.NullMarked;
