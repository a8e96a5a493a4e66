/// The queries behind what operators see.
@NullMarked
package dev.rollcall.connector.operations.postgres;

import org.jspecify.annotations.NullMarked;
