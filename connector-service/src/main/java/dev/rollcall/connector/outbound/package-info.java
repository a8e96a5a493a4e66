/// The port to addresses that customers chose: one HTTP call, one reply. What is sent belongs to
/// the targets.
@NullMarked
package dev.rollcall.connector.outbound;

import org.jspecify.annotations.NullMarked;
