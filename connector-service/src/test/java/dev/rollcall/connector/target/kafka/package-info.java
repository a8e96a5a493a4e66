/// Tests of the package of the same name.
@NullMarked
package dev.rollcall.connector.target.kafka;

import org.jspecify.annotations.NullMarked;
