/// Tests of the pure decision of delivery.
@NullMarked
package dev.rollcall.connector.delivery.core;

import org.jspecify.annotations.NullMarked;
