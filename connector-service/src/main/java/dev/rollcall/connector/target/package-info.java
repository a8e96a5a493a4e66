/// The port to a downstream app and what its leaves share. Vendor quirks belong to the leaves.
@NullMarked
package dev.rollcall.connector.target;

import org.jspecify.annotations.NullMarked;
