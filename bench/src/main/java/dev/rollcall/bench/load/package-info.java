/// Drives any exchange at a pace and measures it. Nothing here knows HTTP or SCIM.
@NullMarked
package dev.rollcall.bench.load;

import org.jspecify.annotations.NullMarked;
