/// Tests of what differs and what is done about it.
@NullMarked
package dev.rollcall.connector.reconciliation.core;

import org.jspecify.annotations.NullMarked;
