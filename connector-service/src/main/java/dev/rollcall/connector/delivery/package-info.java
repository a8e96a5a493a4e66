/// Workers that take due lane keys and carry out what the core says, and the port to the lanes.
@NullMarked
package dev.rollcall.connector.delivery;

import org.jspecify.annotations.NullMarked;
