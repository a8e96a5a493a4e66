/// Tests of intake without servers.
@NullMarked
package dev.rollcall.connector.intake;

import org.jspecify.annotations.NullMarked;
