/// Copies of parked lane keys for operators. The parked keys themselves are lane rows.
@NullMarked
package dev.rollcall.connector.parking;

import org.jspecify.annotations.NullMarked;
