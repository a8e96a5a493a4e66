/// Tests of reconciliation.
@NullMarked
package dev.rollcall.connector.reconciliation;

import org.jspecify.annotations.NullMarked;
