/// Reconciliation: reads a target back, compares it with what it must have, and says what differs.
/// What is repaired is sent by delivery, as everything is; this package only asks for it.
@NullMarked
package dev.rollcall.connector.reconciliation;

import org.jspecify.annotations.NullMarked;
