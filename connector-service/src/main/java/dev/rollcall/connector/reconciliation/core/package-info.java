/// What differs between a target and what it must have, and what is to be done about it. No I/O, no
/// clock.
@NullMarked
package dev.rollcall.connector.reconciliation.core;

import org.jspecify.annotations.NullMarked;
